from setuptools import setup
from helpers import get_requirements, version

def find_version():
    return subprocess.check_output(['git', 'describe'])

setup(name=find_name(), version=find_version(), install_requires=get_requirements(), extras_require=make())
