import numpy as np
import tensorflow as tf


class DCGAN(object):
    def labels(self, y):
        onehot = np.zeros((len(y), self.y_dim), dtype=np.float)
        for i, label in enumerate(y):
            onehot[i, np.int(label)] = 1.0
        return onehot.astype(np.float)
