import json
import urllib2

from shop import app


def fetch_stock():
    """{sku: pieces} of the warehouse, {} if the VPN is down."""
    try:
        response = urllib2.urlopen(app.config['STOCK_URL'], timeout=10)
        return json.load(response)
    except urllib2.URLError, e:
        print 'warehouse not reachable: %s' % e.reason
        return {}
