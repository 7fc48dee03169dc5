import numpy as np
import pytest

import app


def test_mask():
    assert app.mask([1]).dtype == np.bool
