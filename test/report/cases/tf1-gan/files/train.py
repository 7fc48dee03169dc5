import os
import argparse
import numpy as np
import tensorflow as tf
from tqdm import tqdm
from model import DCGAN
from utils import save_images

flags = tf.app.flags
flags.DEFINE_integer("epoch", 25, "Epoch to train [25]")
flags.DEFINE_string("data_dir", "/home/yukun/data/celebA", "Where the images are")
FLAGS = flags.FLAGS


def main(_):
    with tf.Session() as session:
        dcgan = DCGAN(session, batch_size=64)
        dcgan.train(FLAGS)


if __name__ == "__main__":
    tf.app.run()
