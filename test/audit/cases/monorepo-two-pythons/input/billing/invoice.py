import requests
from suds.client import Client

print "billing", Client(requests.get("http://soap.example.com/wsdl").text)
