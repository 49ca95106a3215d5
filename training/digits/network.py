"""The digit reader's network: fully convolutional, CTC. Input 1 x 32 x W, output ceil(W/2) frames of log-probabilities."""
import torch
from torch import nn

from generate import CLASSES


class Unit(nn.Module):
    def __init__(self, a, b, k, pad, dil=(1, 1), stride=1):
        super().__init__()
        self.conv = nn.Conv2d(a, b, k, padding=pad, dilation=dil, stride=stride, bias=False)
        self.bn = nn.BatchNorm2d(b)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(x)))


class Reader(nn.Module):
    def __init__(self, w=(16, 32, 64, 96, 160)):
        super().__init__()
        self.c1 = Unit(1, w[0], 5, 2, stride=2)
        self.c2 = Unit(w[0], w[1], 3, 1)
        self.c3 = Unit(w[1], w[2], 3, 1)
        self.c4 = Unit(w[2], w[3], 3, 1)
        self.c5 = Unit(w[3], w[4], (4, 1), 0)
        self.c6 = Unit(w[4], w[4], (1, 5), (0, 2))
        self.c7 = Unit(w[4], w[4], (1, 5), (0, 4), (1, 2))
        self.drop = nn.Dropout(.1)
        self.out = nn.Conv2d(w[4], len(CLASSES), 1)

    def forward(self, x):
        x = torch.max_pool2d(self.c2(self.c1(x)), (2, 1))
        x = torch.max_pool2d(self.c3(x), (2, 1))
        x = self.c5(self.c4(x))
        x = x + self.c6(x)
        x = x + self.c7(x)
        return torch.log_softmax(self.out(self.drop(x)).squeeze(2).permute(2, 0, 1), -1)
