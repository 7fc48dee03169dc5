#!/usr/bin/env python
# -*- coding: utf-8 -*-
from distutils.core import setup
print "installing"
try:
    execfile('version.py')
except IOError, e:
    print e
setup(name = 'old', version = '0.1',
      install_requires = """
          Django<1.5
          South
      """,
      entry_points = """
      [console_scripts]
      old = old.main:run
      """,
      classifiers = """Programming Language :: Python :: 2.6
Programming Language :: Python :: 2.7""".split("\n"),
      dependency_links = ['http://packages.example/old#egg=South-0.7'])
