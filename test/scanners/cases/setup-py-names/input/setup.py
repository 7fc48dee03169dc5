import os
import setuptools

VERSION = "2.0"
TF = '1.12'
REQUIRED = ['numpy', "scipy" ">=1.0"]
TESTS = ['nose']
REQUIRED += ['six']
REQUIRED.append('tensorflow>={}'.format(TF))
REQUIRED.extend(['keras==%s' % '2.2.4', f"tensorboard=={TF}"])
REQUIRED = REQUIRED + ['requests']
unknown = ['torch>=' + os.environ['TORCH_VERSION']]

setup_args = dict(name='named', version=VERSION, install_requires=REQUIRED + unknown)
setup_args['tests_require'] = TESTS
extras = {'test': TESTS, 'docs': ['sphinx']}
extras['all'] = sum(extras.values(), [])

if os.path.exists('setup.py'):
    setuptools.setup(extras_require=extras, packages=setuptools.find_packages(), **setup_args)
