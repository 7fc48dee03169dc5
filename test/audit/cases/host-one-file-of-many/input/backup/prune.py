import requests


def prune(url):
    return requests.get(url).text
