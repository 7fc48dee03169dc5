import numpy as np
df.ix[3]
d.has_key(x)
self._g.node[0]
loss.data[0]
tensor.cuda(async=True, device=f(not_mine=2))
open('x').read().decode("hex")
'{}'.format(1)
a[0].b.c(k=1)
np.array(x).tostring()
(df
 .sort  # order
 .values)
1 .real
def f():
    g.next()
