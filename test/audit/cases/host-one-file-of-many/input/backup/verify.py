import requests


def verify(url):
    return requests.get(url).text
