print ("x")
print ("%s" % x), y
print
print (a) if b else c
print -1
print [1]
print(x); print(y)
x = {'print': 1}
exec(code)
exec (code, ns)
exec(code) in ns
try: pass
except (ValueError, KeyError) as e: pass
except [A, B][0]: pass
raise ValueError("a", "b")
raise f(a, b)
"`" '<>' "0777 10L ur'x'"
a < b > c
0, 0.0, 0777.5, 07e1, 00, 0xA
f((a, b))
lambda a, b=(1, 2): a
[x for x in (1, 2)]
'C:\\Users' r'C:\Users' b'\U' u'\u00e9 \U0001F600 \N{DASH}'

