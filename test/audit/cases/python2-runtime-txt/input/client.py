import simplejson


def read(path):
    return simplejson.load(open(path))
