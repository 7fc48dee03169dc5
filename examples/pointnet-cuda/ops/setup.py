from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CUDAExtension

setup(
    name='ball_query',
    ext_modules=[
        CUDAExtension('ball_query', [
            'src/ball_query.cpp',
            'src/ball_query_kernel.cu',
        ],
            extra_compile_args={
                'cxx': ['-O2'],
                # 1080 Ti
                'nvcc': ['-O2', '-gencode', 'arch=compute_61,code=sm_61'],
            })
    ],
    cmdclass={'build_ext': BuildExtension})
