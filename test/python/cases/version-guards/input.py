import sys, six, os, platform
if sys.version_info[0] == 2:
    import a
else:
    import b
if sys.version_info >= (3, 8):
    import c
elif six.PY2:
    import d
else:
    import e
if not six.PY3: import f
if sys.version_info < (3,) and os.path:
    import g
else:
    import h
if sys.version_info[:2] > (3, 5): import i
if sys.version_info > (3, 0): import j
if sys.version < '3': import k
if sys.hexversion >= 0x03070000: import l
if sys.version_info.major == 3: import m
if sys.version.startswith('2'): import n
if PY2 or PYPY: import o
if version == 3: import p
if os.name == 'nt':
    import q
elif sys.platform.startswith("linux"):
    import r
else:
    import s
if platform.system() != 'Darwin': import t
if 'win' in sys.platform: import u
if sys.platform in ('win32', 'cygwin'): import v
if name == 'nt': import w
