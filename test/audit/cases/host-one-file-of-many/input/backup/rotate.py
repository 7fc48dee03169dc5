import requests


def rotate(url):
    return requests.get(url).text
