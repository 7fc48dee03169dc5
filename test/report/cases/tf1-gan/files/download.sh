#!/bin/sh
curl -O http://yann.lecun.com/exdb/mnist/train-images-idx3-ubyte.gz
