# distutils: libraries = gsl m
import numpy as np
cimport numpy as np
from libc.math cimport sqrt
cdef extern from "math.h":
    double cos(double)
cdef extern from "gsl/gsl_sf.h":
    double gsl_sf_bessel_J0(double x)
