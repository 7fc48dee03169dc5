import os
from distutils.util import strtobool

if strtobool(os.environ.get("DRY_RUN", "no")):
    print("nothing is published")
