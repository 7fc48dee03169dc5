from .stations import read_stations, nightly
from .trees import read_layer, trees_per_district
