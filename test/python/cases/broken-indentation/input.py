import a
  import b
if x:
import c
