import numpy as np
import simplejson


def mask(values):
    return np.asarray(values, dtype=np.bool).astype(np.float)
