import numpy as np
import tensorflow as tf

labels = np.zeros((8, 1), dtype=np.int)
with tf.Session() as session:
    print(session.run(tf.constant(labels)))
