import numpy
import torch
from setuptools import Extension, setup
from Cython.Build import cythonize
from torch.utils.cpp_extension import BuildExtension, CppExtension, CUDAExtension

def get_extensions():
    extension = CppExtension
    if torch.cuda.is_available():
        extension = CUDAExtension
    return [extension('pkg._C', ['a.cpp'])]

setup(
    name='native',
    ext_modules=cythonize([Extension('x.y', ['x/y.pyx'], libraries=['m', 'gsl'])]) + get_extensions() + [
        Extension('f', sources=['f.f90'], extra_link_args=['-lavutil', '-L./ffmpeg/lib']),
        Extension('n', ['n.c'], include_dirs=[numpy.get_include(), 'include']),
        CUDAExtension('k', ['k.cu']),
    ],
    cmdclass={'build_ext': BuildExtension},
)
