def f():
    a: int | None = 1
    b: list[int] = []
x = a | b
y = list[0]
