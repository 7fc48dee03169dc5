print("a", file=f)
f = print
class A:
    def print(self): pass
x.print()
print(*a)
exec = 3
y.exec(1)
