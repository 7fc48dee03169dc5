from setuptools import setup
# '-gencode=arch=compute_30,code=sm_30'
ARGS = ['-gencode=arch=compute_60,code=sm_60', '-gencode=arch=compute_75,code=sm_75']
