@x[0].y
def f(a: list[int], b: int | None): pass
with (open(a) as b, open(c) as d): pass
match command.split():
    case [x, *rest] if x: pass
    case {"a": 1, **others}: pass
    case Point(x=0) | None: pass
    case _: pass
try: pass
except* ValueError: pass
x[*a]
type Alias[T] = list[T]
def generic[T](a: T): pass
class Box[T]: pass
f"{a["key"]}"
t"{x}"
try: pass
except ValueError, KeyError: pass
with (a, b): pass
