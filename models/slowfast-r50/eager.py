"""SlowFast R50 8x8 in PyTorch, one clip for every line on the standard input: what `stepwatch bench` compares with.

The same layers as src-inference/optimizer/networks/slowfast-r50.ts, with batch normalisation as a trained network has it.
"""

from __future__ import annotations

import os
import sys
import time

import torch
from torch import Tensor, nn

DEPTHS = (3, 4, 6, 3)
SIZE = 256


def layer(channels_in: int, channels_out: int, kernel: tuple, stride: tuple = (1, 1, 1), relu: bool = True) -> nn.Sequential:
    padding = tuple(k // 2 for k in kernel)
    convolution = nn.Conv3d(channels_in, channels_out, kernel, stride, padding, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm3d(channels_out), *([nn.ReLU(inplace=True)] if relu else []))


class Block(nn.Module):
    def __init__(self, channels_in: int, inner: int, taps: int, stride: int):
        super().__init__()
        outer, strides = 4 * inner, (1, stride, stride)
        self.reduce = layer(channels_in, inner, (taps, 1, 1))
        self.spatial = layer(inner, inner, (1, 3, 3), strides)
        self.expand = layer(inner, outer, (1, 1, 1), relu=False)
        same = channels_in == outer and stride == 1
        self.shortcut = nn.Identity() if same else layer(channels_in, outer, (1, 1, 1), strides, relu=False)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.expand(self.spatial(self.reduce(x))) + self.shortcut(x))


def stage(channels_in: int, inner: int, depth: int, taps: int, stride: int) -> nn.Sequential:
    first = Block(channels_in, inner, taps, stride)
    return nn.Sequential(first, *(Block(4 * inner, inner, taps, 1) for _ in range(depth - 1)))


class SlowFast(nn.Module):
    def __init__(self, classes: int = 400):
        super().__init__()
        self.slow_stem = layer(3, 64, (1, 7, 7), (1, 2, 2))
        self.fast_stem = layer(3, 8, (5, 7, 7), (1, 2, 2))
        self.pool = nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1))
        self.laterals = nn.ModuleList(layer(c, 2 * c, (7, 1, 1), (4, 1, 1)) for c in (8, 32, 64, 128))
        self.slow, self.fast = nn.ModuleList(), nn.ModuleList()
        slow_in, fast_in = 64 + 16, 8
        for i, depth in enumerate(DEPTHS):
            stride, inner = (1 if i == 0 else 2), 64 << i
            self.slow.append(stage(slow_in, inner, depth, 1 if i < 2 else 3, stride))
            self.fast.append(stage(fast_in, inner // 8, depth, 3, stride))
            slow_in, fast_in = 4 * inner + inner, inner // 2
        self.slow_mean, self.fast_mean = nn.AvgPool3d((8, 7, 7), 1), nn.AvgPool3d((32, 7, 7), 1)
        self.head = nn.Linear(2304, classes)

    def forward(self, slow: Tensor, fast: Tensor) -> Tensor:
        slow, fast = self.pool(self.slow_stem(slow)), self.pool(self.fast_stem(fast))
        slow = torch.cat([slow, self.laterals[0](fast)], 1)
        for i in range(4):
            slow, fast = self.slow[i](slow), self.fast[i](fast)
            if i < 3:
                slow = torch.cat([slow, self.laterals[i + 1](fast)], 1)
        features = torch.cat([self.slow_mean(slow), self.fast_mean(fast)], 1).permute(0, 2, 3, 4, 1)
        return self.head(features).mean((1, 2, 3))


@torch.no_grad()
def main() -> None:
    torch.manual_seed(1)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    network = SlowFast().eval()
    # The usual initial weights shrink from layer to layer, to numbers so small that a processor takes ten times as long.
    for module in network.modules():
        if isinstance(module, nn.Conv3d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    clip = torch.rand(1, 3, 32, SIZE, SIZE)
    slow = clip[:, :, torch.linspace(0, 31, 8).long()].contiguous()
    network(slow, clip)
    print("ready", flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        network(slow, clip)
        print(f"{(time.perf_counter() - started) * 1000:.3f}", flush=True)


if __name__ == "__main__":
    main()
