import numpy as np
import os.path
import tensorflow as tf
from sklearn.externals import joblib
from keras.layers import Dense, Merge as M
from . import helpers

np.int(3, dtype=float, **more)
a = (np
     .random  # of numbers
     .rand)[0]
tf.contrib.rnn.BasicLSTMCell(num_units=f(x=1), state=2)
joblib.load(path)
Dense(10, activation='relu')
layer = Dense
M([a, b], mode='concat')
os.path.walk(top)
helpers.clean()
np.int = int
f"{np.float:{np.bool}} {{np.no}}"
@np.deprecate
def function(a=np.object, b: np.str = None) -> np.long:
    return lambda q: np.complex
if hasattr(np, 'int0'):
    np.int0
try:
    np.Inf
except AttributeError:
    np.inf
"np.in_a_string"  # np.in_a_comment
x.np.not_numpy
df = np.no_unpack if True else 1
class Annotated:
    helpers: helpers.Helper
    np: np.ndarray = None
