import numpy
import requests
from PIL import Image
from django.http import HttpResponse
