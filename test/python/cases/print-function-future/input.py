from __future__ import print_function, unicode_literals
print("a", file=f)
f = print
