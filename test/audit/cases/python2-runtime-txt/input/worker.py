import urllib2
from ConfigParser import ConfigParser


def poll(url):
    config = ConfigParser()
    config.read("worker.ini")
    print "polling %s" % url
    try:
        return urllib2.urlopen(url).read()
    except urllib2.URLError, error:
        print error
