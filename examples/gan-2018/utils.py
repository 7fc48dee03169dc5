import os
import subprocess

import matplotlib
matplotlib.use('Agg')  # no X on the server
import matplotlib.pyplot as plt
import numpy as np
from scipy.misc import imsave


def save_grid(images, path, n=8):
    """images: [n*n, 64, 64, 3] in -1..1"""
    rows = [np.hstack(images[i * n:(i + 1) * n]) for i in range(n)]
    imsave(path, (np.vstack(rows) + 1.) / 2.)


def plot_losses(history, path):
    d, g = zip(*history)
    plt.figure(figsize=(8, 4))
    plt.plot(d, label='D')
    plt.plot(g, label='G')
    plt.legend()
    plt.savefig(path)
    plt.close()


def make_video(sample_dir, out='training.mp4', fps=12):
    pattern = os.path.join(sample_dir, '%05d.png')
    subprocess.check_call(['ffmpeg', '-y', '-framerate', str(fps), '-i', pattern,
                           '-c:v', 'libx264', '-pix_fmt', 'yuv420p', out])
