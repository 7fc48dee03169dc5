import argparse
import os
import shutil
import subprocess
import sys
from ctypes import CDLL, cdll
from ctypes.util import find_library
from urllib.request import urlretrieve

import requests
import torch
from keras.utils import get_file
from torch.utils import model_zoo

CDLL('libGL.so.1')
cdll.LoadLibrary("./build/libfast.so")
find_library('portaudio')
subprocess.run(['ffmpeg', '-i', src])
subprocess.call([sys.executable, 'x.py'])
subprocess.check_output('cd /tmp && sox a.wav b.wav | grep -c x', shell=True)
os.system('python other.py')
os.system('mkdir -p ' + folder)
os.system('mpg' + '123 x')
if shutil.which('dot'):
    pass
try:
    subprocess.Popen('./run.sh')
    subprocess.Popen(['nvidia-smi'])
except OSError:
    pass


def fetch():
    urlretrieve('https://data.example.org/a.zip', 'a.zip')
    requests.get('http://localhost:8000/x')
    get_file('w.h5',
             'https://data.example.org/w.h5', file_hash='abc')
    model_zoo.load_url("https://data.example.org/m.pth")
    torch.hub.load('pytorch/vision:v0.6.0', 'resnet18')
    print('https://docs.example.org/')


parser = argparse.ArgumentParser()
parser.add_argument('--data', default='/home/jane/data')
parser.add_argument('--out',
                    default="/mnt/disk2/out")
ROOT = '/home/jane/code'
SHEBANG = '/usr/bin/env'
app.route('/data/items')

if __name__ == '__main__':
    fetch()
