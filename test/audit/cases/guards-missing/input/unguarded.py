import collections
from urllib.request import urlopen

import numpy as np
import requests
import ujson as json
from tqdm import tqdm

INT = np.int


def fetch(url):
    return json.loads(urlopen(url).read())


def is_record(value):
    return isinstance(value, collections.Mapping)
