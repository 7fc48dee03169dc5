try:
    import yaml
except ImportError:
    from ruamel import yaml


def load(path):
    with open(path) as stream:
        return yaml.safe_load(stream)
