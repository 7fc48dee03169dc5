#!/bin/sh
CUDA_VISIBLE_DEVICES=2 python train.py \
    --config cfgs/cls.yaml \
    --data /data1/zhang/ModelNet40 \
    --name rspn_ssg_r02 \
    2>&1 | tee log_ssg.txt
