from __future__ import annotations

from typing import TYPE_CHECKING

import attr

if TYPE_CHECKING:
    import pandas as pd


@attr.s
class Book:
    rows = attr.ib()

    def frame(self) -> pd.DataFrame:
        return self.rows
