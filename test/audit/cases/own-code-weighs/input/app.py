import numpy as np

from oldlib import mask


def main():
    print(np.sum(mask([0, 1])))
