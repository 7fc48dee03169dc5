import sys

import numpy as np
import requests

try:
    import ujson as json
except ImportError:
    import json

try:
    from collections.abc import Mapping
except ImportError:
    from collections import Mapping

if sys.version_info[0] < 3:
    from urllib2 import urlopen
else:
    from urllib.request import urlopen

try:
    from tqdm import tqdm
except ImportError:
    tqdm = None

INT = np.int if hasattr(np, 'int') else int


def fetch(url):
    return json.loads(urlopen(url).read())
