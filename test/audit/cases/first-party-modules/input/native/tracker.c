#include <Python.h>

PyMODINIT_FUNC PyInit_tracker_native(void)
{
    return NULL;
}
