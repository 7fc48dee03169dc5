import os, sys as system
import numpy.linalg as la, scipy.sparse
from a.b import c, d as e
from . import sibling
from ..pkg.mod import (
    first,  # a comment
    second as two,
)
from numpy import *
from... import far
import importlib
plugin = importlib.import_module("plugins.csv")
old = __import__('legacy')
importlib.import_module(name)
importlib.import_module('.local')
import async_lib \
    as al
x.import_module("not.an.import")
