import torch
import torch.nn as nn
import torch.nn.functional as F

import ball_query as _ext  # cd ops && python setup.py install
from pctools.sampling import farthest_point_sample


def gather(points, idx):
    """points (B, N, C), idx (B, ...) -> (B, ..., C)"""
    b = torch.arange(points.size(0), device=points.device)
    return points[b.view(-1, *[1] * (idx.dim() - 1)), idx]


class SetAbstraction(nn.Module):
    def __init__(self, npoint, radius, nsample, in_channel, mlp):
        super(SetAbstraction, self).__init__()
        self.npoint, self.radius, self.nsample = npoint, radius, nsample
        layers, last = [], in_channel + 3
        for c in mlp:
            layers += [nn.Conv2d(last, c, 1, bias=False), nn.BatchNorm2d(c), nn.ReLU(inplace=True)]
            last = c
        self.mlp = nn.Sequential(*layers)

    def forward(self, xyz, feat=None):
        centers = gather(xyz, farthest_point_sample(xyz, self.npoint)).contiguous()
        idx = _ext.ball_query(xyz.contiguous(), centers, self.radius, self.nsample)
        grouped = gather(xyz, idx) - centers.unsqueeze(2)
        if feat is not None:
            grouped = torch.cat([grouped, gather(feat, idx)], dim=-1)
        out = self.mlp(grouped.permute(0, 3, 2, 1))     # B, C, nsample, npoint
        return centers, torch.max(out, 2)[0].transpose(1, 2)


class PointNet2Cls(nn.Module):
    def __init__(self, num_classes, radius, nsample):
        super(PointNet2Cls, self).__init__()
        self.sa1 = SetAbstraction(512, radius[0], nsample[0], 0, [64, 64, 128])
        self.sa2 = SetAbstraction(128, radius[1], nsample[1], 128, [128, 128, 256])
        self.head = nn.Sequential(nn.Linear(256, 256), nn.ReLU(inplace=True), nn.Dropout(0.4),
                                  nn.Linear(256, num_classes))

    def forward(self, xyz):
        xyz, feat = self.sa1(xyz)
        xyz, feat = self.sa2(xyz, feat)
        return self.head(torch.max(feat, 1)[0])


def smooth_loss(pred, gold, eps=0.2):
    n = pred.size(1)
    one_hot = torch.zeros_like(pred).scatter(1, gold.view(-1, 1), 1)
    one_hot = one_hot * (1 - eps) + (1 - one_hot) * eps / (n - 1)
    return -(one_hot * F.log_softmax(pred, dim=1)).sum(dim=1).mean()
