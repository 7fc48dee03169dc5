"""Temperature stations: one row per station and hour."""
import numpy as np
import pandas as pd
from collections import Iterable

NIGHT = list(range(22, 24)) + list(range(0, 6))


def read_stations(paths):
    if isinstance(paths, str) or not isinstance(paths, Iterable):
        paths = [paths]
    df = pd.DataFrame()
    for path in paths:
        part = pd.read_csv(path, sep=';', decimal=',', encoding='latin1',
                           parse_dates=['time'], dayfirst=True)
        df = df.append(part, ignore_index=True)
    return df


def nightly(df, min_hours=6):
    """Mean night temperature per station, nights with gaps dropped."""
    night = df[df['time'].dt.hour.isin(NIGHT)].copy()
    # 22-24h belong to the night of the next day
    night['night'] = (night['time'] + pd.Timedelta(hours=2)).dt.date
    ok = np.zeros(len(night), dtype=np.bool)
    for _, idx in night.groupby(['station', 'night']).indices.items():
        ok[idx] = len(idx) >= min_hours
    g = night[ok].groupby('station')
    out = g[['lon', 'lat']].first()
    out['t_night'] = g['temp'].mean()
    out['spread'] = g['temp'].apply(lambda s: s.mad())
    return out.reset_index()
