def keyword(a, *, b): pass
def after(*args, b=1): pass
def plain(a, *args, **kw): pass
def note(a: int) -> str: pass
def inner():
    nonlocal x
raise A from b
a, *b = c
yield_ = 3
def delegate():
    yield from x
def both():
    yield 1
    return 2
a @ b
[*a, *b]
f(*a, *b)
f(*a, b)
{**a}
class M(B, metaclass=T): pass
x = ...
y[..., 1]
rb'' + br''
b'caf\xe9'
2 * a, 2 ** a, f(*a, **k), f(*a, k=1)
@decorator
def d(): pass
return_ = lambda *a, **k: 1
