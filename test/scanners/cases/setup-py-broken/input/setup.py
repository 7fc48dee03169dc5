from setuptools import setup
<<<<<<< HEAD
setup(
    name='conflict',
    install_requires=[
        'numpy',
        'pandas'
    ,
=======
