try:
    import cPickle as pickle
except ImportError:
    import pickle
else:
    import copy_reg
finally:
    import gc

try:
    import missing
except ImportError as error:
    raise SystemExit('please install missing')

try:
    import torch
except (AttributeError, ImportError):
    torch = None

try:
    import ujson
except ValueError:
    import json

try:
    import readline
except: pass

try: import bz2
except Exception, e: import sys; sys.exit(1)

try:
    import plain
finally:
    pass

from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import pandas
else:
    import numpy

def lazy():
    import scipy
    class Inner:
        import sympy

class Outer:
    import abc

if __name__ == '__main__':
    import argparse
