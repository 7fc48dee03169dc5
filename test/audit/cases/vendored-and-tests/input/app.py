import numpy as np

from third_party.oldlib import mask


def main():
    print(np.sum(mask([0, 1])))
