"""Module.

>>> import nothing
>>> print "x", d.has_key(1), unicode("/home/alice/x")
"""
def f():
    '''Uses d.has_key and `ticks`.'''
    u"""import nothing"""
class A:
    r"""exec "x" \User"""; x = 1
