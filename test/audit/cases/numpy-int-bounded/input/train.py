import numpy as np


def encode(labels):
    return np.asarray(labels, dtype=np.int)


def weights(labels):
    counts = np.bincount(encode(labels))
    return (1.0 / counts).astype(np.float32)
