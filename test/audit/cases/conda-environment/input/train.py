import numpy as np
import torch
from tensorboardX import SummaryWriter
from tqdm import trange

writer = SummaryWriter()
device = torch.device("cuda")
labels = np.zeros(10, dtype=np.int)
