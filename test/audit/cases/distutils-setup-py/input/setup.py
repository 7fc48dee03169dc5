from distutils.core import setup

setup(name="mathkit", version="0.1", packages=["mathkit"])
