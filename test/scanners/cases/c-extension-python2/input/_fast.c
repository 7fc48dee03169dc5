#include <Python.h>
#include <libavutil/motion_vector.h>
#  include <sys/types.h>
#include <unistd.h>
PyMODINIT_FUNC init_fast(void) { Py_InitModule("_fast", methods); }
