import requests


def store(url):
    return requests.get(url).text
