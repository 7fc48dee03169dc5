import ctypes, subprocess, os, shutil
from ctypes import cdll, util
from subprocess import run as go, Popen
ctypes.CDLL("libcudart.so.9.0")
cdll.LoadLibrary('lib' 'foo.so')
util.find_library(u"GL")
go(["ffmpeg", "-i", name, "-y"])
Popen(('git', 'log'), shell=True)
os.system("convert %s" % x)
os.system('montage ' + x)
os.popen(f"ls {x}")
shutil.which(name)
subprocess.call("tab\there \x41 \\n \q")
subprocess.call(r"raw\n")
subprocess.call("""three
lines""")
open('data.csv')
local.run("x")
print("text")
def open2(): pass
def f(open):
    open('shadowed')
go(("a" "b"))
go([x, "late"])
