import os, codecs
from distutils.core import setup
from pip.req import parse_requirements as parse

here = os.path.abspath(os.path.dirname(__file__))

with codecs.open(os.path.join(here, 'README.md'), encoding='utf-8') as f:
    long_description = f.read()

with open('requirements.txt') as f:
    required = f.read().splitlines()

def read_requirements(name):
    found = []
    for line in open(os.path.join(here, 'requirements', name)):
        line = line.strip()
        if line and not line.startswith('#'):
            found.append(line)
    return found

docs = [str(r.req) for r in parse('docs/requirements.txt', session=False)]

setup(
    name='files',
    long_description=long_description,
    install_requires=required,
    tests_require=read_requirements('test.txt'),
    extras_require={'docs': docs, 'dev': load_somehow("dev.txt")},
)
