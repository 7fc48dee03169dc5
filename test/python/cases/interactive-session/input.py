>>> import a
>>> a.b
3
