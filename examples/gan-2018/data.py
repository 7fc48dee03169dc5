"""Reading CelebA. Either the jpgs one by one or one packed h5 file."""
import argparse
import glob
import os

import cv2
import h5py
import numpy as np
from scipy.misc import imread, imresize
from tqdm import tqdm

DATA_DIR = '/home/minh/data/celebA'
PACKED = os.path.join(DATA_DIR, 'celeba64.h5')
CASCADE = '/home/minh/opencv/data/haarcascades/haarcascade_frontalface_alt.xml'


def load_image(path, size=64, crop=108):
    img = imread(path, mode='RGB')
    h, w = img.shape[:2]
    # faces are in the middle, crop is the value everybody uses
    y = np.int((h - crop) / 2.)
    x = np.int((w - crop) / 2.)
    img = imresize(img[y:y + crop, x:x + crop], (size, size), interp='bicubic')
    return img.astype(np.float32) / 127.5 - 1.


def list_images(data_dir=DATA_DIR):
    files = sorted(glob.glob(os.path.join(data_dir, '*.jpg')))
    if not files:
        raise RuntimeError('no images in %s, run scripts/download_data.sh' % data_dir)
    return files


def batches(files, batch_size):
    order = np.random.permutation(len(files))
    for i in range(0, len(files) - batch_size + 1, batch_size):
        yield np.stack([load_image(files[j]) for j in order[i:i + batch_size]])


def batches_packed(batch_size, path=PACKED):
    with h5py.File(path) as f:
        images = f['images']
        starts = np.arange(0, images.shape[0] - batch_size + 1, batch_size)
        np.random.shuffle(starts)
        for s in starts:
            yield images[s:s + batch_size].astype(np.float32) / 127.5 - 1.


def has_face(path):
    # throws away ~2% of the images, mostly sunglasses :(
    gray = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    faces = cv2.CascadeClassifier(CASCADE).detectMultiScale(gray, 1.1, 3)
    return len(faces) > 0


def pack(data_dir=DATA_DIR, only_faces=False):
    files = list_images(data_dir)
    if only_faces:
        files = [p for p in tqdm(files) if has_face(p)]
    with h5py.File(PACKED, 'w') as f:
        dset = f.create_dataset('images', (len(files), 64, 64, 3), dtype=np.uint8)
        for i, path in enumerate(tqdm(files)):
            dset[i] = ((load_image(path) + 1.) * 127.5).astype(np.uint8)


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--pack', action='store_true')
    p.add_argument('--only-faces', action='store_true')
    args = p.parse_args()
    if args.pack:
        pack(only_faces=args.only_faces)
