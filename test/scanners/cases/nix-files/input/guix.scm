(specifications->manifest (list "python"))
