import requests


def report(url):
    return requests.get(url).text
