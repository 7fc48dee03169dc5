import cv2
import scipy.misc
import numpy as np


def imread(path):
    return scipy.misc.imread(path).astype(np.float)


def save_images(images, path):
    return scipy.misc.imsave(path, merge(images))


def make_video(path):
    os.system("ffmpeg -i {}/%04d.png out.mp4".format(path))


def load_mnist(path):
    y = np.fromfile(path).astype(np.int)
    return y
