import os
import urllib.request

import geopandas as gpd
import pandas as pd

PORTAL = 'http://opendata.stadt-lindenau.example/geo/'
CACHE = os.path.join(os.path.dirname(__file__), '..', 'data')


def read_layer(name):
    """name: 'trees' or 'districts'"""
    path = os.path.join(CACHE, name + '.geojson')
    if not os.path.exists(path):
        os.makedirs(CACHE, exist_ok=True)
        urllib.request.urlretrieve(PORTAL + name + '_2019.geojson', path)
    return gpd.read_file(path)


def trees_per_district(trees, districts):
    hits = gpd.sjoin(trees, districts[['district', 'geometry']], how='inner', op='within')
    counts = pd.Series(hits.groupby('district').size(), name='n_trees')
    area = districts.set_index('district').geometry.to_crs(epsg=25832).area / 1e4
    return (counts / area).rename('trees_per_ha').reset_index()
