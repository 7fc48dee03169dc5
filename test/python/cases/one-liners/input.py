try: import a; import b
except ImportError: import c
else: import d
if PY2: import e; x = 1; import f
import g; import h
class A: import i
for x in y: import j
while x: import k
with a as b: import l
if x: pass
elif y: import m
else: import n
lambda: x; import o
d = {1: 2}; import p
x[1:2]; import q
