from __future__ import annotations
x: int = 3
def f():
    y: str
f"{x}"
1_000
def trailing(*args,): pass
if (n := 3): pass
def positional(a, /, b): pass
f"{x=} {y = !r}"
def g():
    return *a, b
f"{x==1} {y!=2} {f(a=1)}"
{'a':1}
x[a:b]
lambda: 3
