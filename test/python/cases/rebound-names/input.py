import json
import numpy as np
import pandas as pd
import torch
import yaml
import scipy
import six as unused
try:
    import ujson
except ImportError:
    ujson = None

def parameter(np):
    return np.int

def assigned():
    pd = load()
    return pd.Panel

def free():
    return pd.Panel, ujson.dumps, torch.no

def own():
    import numpy as mine
    return mine.float
mine.nothing

def writes():
    global yaml
    yaml = None

[json.loads for json in files]
json.dumps
first = lambda np: np.first
second = (lambda *a, np=1: np.second, np.third)
np.fourth
torch.before
torch = torch.hub.load('repo')
torch.after

class Holder:
    scipy = 1
    scipy.inside
    def method(self):
        return scipy.method
