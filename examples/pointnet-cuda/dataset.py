import os

import numpy as np
import torch
from torch._six import container_abcs, string_classes
from torch.utils.data import Dataset


class ModelNet40(Dataset):
    def __init__(self, root, split, num_points, augment=False):
        self.root, self.num_points, self.augment = root, num_points, augment
        with open(os.path.join(root, 'modelnet40_shape_names.txt')) as f:
            self.classes = {name: i for i, name in enumerate(f.read().split())}
        with open(os.path.join(root, 'modelnet40_%s.txt' % split)) as f:
            self.ids = f.read().split()

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, i):
        name = '_'.join(self.ids[i].split('_')[:-1])
        path = os.path.join(self.root, name, self.ids[i] + '.txt')
        pts = np.loadtxt(path, delimiter=',', dtype=np.float)[:self.num_points, :3]
        pts -= pts.mean(0)
        pts /= np.sqrt((pts ** 2).sum(1)).max()
        if self.augment:
            pts *= np.random.uniform(0.8, 1.25, (1, 3))
            pts += np.clip(0.01 * np.random.randn(*pts.shape), -0.05, 0.05)
        return {'points': pts.astype(np.float32), 'label': self.classes[name], 'id': self.ids[i]}


def collate(batch):
    """default_collate dies on the ids with workers > 0, this one keeps strings"""
    elem = batch[0]
    if isinstance(elem, np.ndarray):
        return torch.stack([torch.from_numpy(b) for b in batch])
    if isinstance(elem, string_classes):
        return batch
    if isinstance(elem, container_abcs.Mapping):
        return {k: collate([b[k] for b in batch]) for k in elem}
    return torch.tensor(batch)
