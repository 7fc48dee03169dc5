import a
x = f(1,
    [2
import b
def g():
    import c
