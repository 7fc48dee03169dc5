#!/bin/bash
# usage: download_data.sh TARGET_DIR
set -e
TARGET=${1:-/home/minh/data}
mkdir -p $TARGET
cd $TARGET

# mirror of our group, the google drive of the authors has a quota
wget http://mlviz.cs.example.edu/~minhnq/celeba/img_align_celeba.zip
unzip -q img_align_celeba.zip
mv img_align_celeba celebA

# pretrained generator (25 epochs)
wget --no-check-certificate https://mlviz.cs.example.edu/~minhnq/facegan/facegan_25.tar.gz
tar xzf facegan_25.tar.gz
