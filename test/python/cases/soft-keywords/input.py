match = 3
match(x)
match.group(1)
match[0] = 1
match, case = 1, 2
case = 3
type = 3
type(x)
type.mro
print_ = nonlocal_ = 1
x = match if case else type
match (x)
print(match)
