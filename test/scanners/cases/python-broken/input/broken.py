def f(:
  x = "unclosed
import subprocess
subprocess.call(["gs", "-q"])
