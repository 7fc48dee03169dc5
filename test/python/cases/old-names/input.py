import sys
reduce = None
def f(file, long=3):
    return file, long
class A:
    def unicode(self): pass
    cmp = 1
    def m(self): return unicode(self), cmp
try:
    xrange
except NameError:
    xrange = range
xrange(3)
reduce(f, [])
if sys.version_info[0] < 3:
    text = unicode
x.unicode
g(file=1, cmp=2)
raw_input('name')
[long for long in y]
long(3)
isinstance(s, basestring)
unicode.join
"execfile"
string = unicode if sys.version_info[0] == 2 else str
def text():
    return long(1) if six.PY2 else intern(1)
