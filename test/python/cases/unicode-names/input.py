# -*- coding: UTF-8 -*-
größe = 1
x = "héé 😀"; import a
b'é'
