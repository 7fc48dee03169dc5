%matplotlib inline
%%time
!pip install numpy \
    scipy
import os
files = !ls /data
out = %timeit -o f()
if x:
    %cd /tmp
    !rm -r x
x = a % b
y = a != b
z = (a
 % b)
