import sys
import platform
from setuptools import setup

install_requires = ['numpy']
if sys.version_info < (3, 4):
    install_requires.append('enum34')
elif sys.version_info[0] == 3:
    install_requires += ['dataclasses']
if sys.version_info[:2] == (2, 6):
    install_requires = install_requires + ['argparse', 'unittest2']
if platform.system() == 'Windows' or True:
    install_requires.append('colorama')
if sys.platform == 'win32':
    extra = ['pywin32']
else:
    extra = ['python-daemon']
PY3 = sys.version_info >= (3,)
tests = ['mock'] if not PY3 else []
try:
    import numpy
except ImportError:
    install_requires.append('numpy-fallback')

setup(name='branches', install_requires=install_requires + extra, tests_require=tests)
