import pytz
import requests
import six
