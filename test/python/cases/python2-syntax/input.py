print "x"
print >>f, x
exec "code" in ns
try: pass
except ValueError, e: pass
raise ValueError, "text"
`x` + `y`
if a <> b: pass
0777 + 00 + 0
10L + 0xFFl
ur"text"
def f(a, (b, c)): pass
lambda (a, b): a
True = 1
def g():
    from os import *
[x for x in 1, 2]
'C:\Users\alice'
if x:
        pass
	pass
