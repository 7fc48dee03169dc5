import argparse
import os
import sys

import torch
import yaml
from tensorboardX import SummaryWriter
from torch.utils.data import DataLoader
from tqdm import tqdm

sys.path.append('../pctools')

from dataset import ModelNet40, collate
from models.pointnet2_cls import PointNet2Cls, smooth_loss

parser = argparse.ArgumentParser()
parser.add_argument('--config', default='cfgs/cls.yaml')
parser.add_argument('--data', default='/data1/zhang/ModelNet40')
parser.add_argument('--name', required=True)
args = parser.parse_args()

with open(args.config) as f:
    cfg = yaml.load(f)

torch.backends.cudnn.benchmark = True
writer = SummaryWriter(os.path.join('runs', args.name))
loaders = {
    split: DataLoader(ModelNet40(args.data, split, cfg['num_points'], augment=split == 'train'),
                      batch_size=cfg['batch_size'], shuffle=split == 'train',
                      num_workers=cfg['workers'], collate_fn=collate, drop_last=split == 'train')
    for split in ('train', 'test')}

model = PointNet2Cls(cfg['num_classes'], cfg['radius'], cfg['nsample']).cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=cfg['lr'], weight_decay=cfg['decay_rate'])
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 20, gamma=0.7)

best = 0.
for epoch in range(cfg['epochs']):
    model.train()
    for batch in tqdm(loaders['train'], desc='epoch %d' % epoch):
        optimizer.zero_grad()
        loss = smooth_loss(model(batch['points'].cuda()), batch['label'].cuda())
        loss.backward()
        optimizer.step()
    scheduler.step()
    writer.add_scalar('train/loss', loss.item(), epoch)

    model.eval()
    correct = 0
    with torch.no_grad():
        for batch in loaders['test']:
            pred = model(batch['points'].cuda()).argmax(1).cpu()
            correct += (pred == batch['label']).sum().item()
    acc = correct / len(loaders['test'].dataset)
    writer.add_scalar('test/acc', acc, epoch)
    if acc > best:
        best = acc
        torch.save(model.state_dict(), os.path.join('runs', args.name, 'best.pth'))
    print('epoch %d  acc %.4f  best %.4f' % (epoch, acc, best))
