import numpy as np

print(np.linalg.solve(np.eye(2), np.ones(2)))
