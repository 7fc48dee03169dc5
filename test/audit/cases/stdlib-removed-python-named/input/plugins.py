import collections
import imp


def load(name, path):
    module = imp.load_source(name, path)
    return collections.OrderedDict(module.SETTINGS)


def is_settings(value):
    return isinstance(value, collections.Mapping)
