import matplotlib.pyplot as plt

import app

plt.plot(app.mask([0, 1]))
