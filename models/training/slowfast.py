"""SlowFast (Feichtenhofer et al., ICCV 2019, arXiv:1812.03982), narrow enough to be trained by two CPU cores.

Two pathways over the same second: the slow one sees 8 frames with many channels, the fast one 32 frames (alpha = 4)
with an eighth of the channels (beta = 1/8). Lateral connections after the stem and every stage but the last carry the
fast pathway into the slow one: a 5x1x1 convolution with a temporal stride of alpha doubles the channels, the result is
concatenated. Blocks are bottlenecks. As in the paper, the slow pathway has temporal kernels only in its last two
stages, the fast pathway in all.

Every convolution is a 3D convolution, `[O, I, kt, kh, kw]`. It is computed on `[N * T, C, H, W]`: a temporal kernel
becomes 2D convolutions whose shifted results are added. The numbers are the same, and a CPU is several times faster.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FAST_FRAMES = 32
ALPHA = 4
SLOW_FRAMES = FAST_FRAMES // ALPHA
BETA_INVERSE = 8

STEM = 32
INNER = (16, 32, 48, 64)
OUTER = (64, 128, 192, 256)
STRIDES = (1, 2, 1, 1)
DEPTH = (1, 2, 2, 1)
# The head averages over time but keeps the last stage's grid: on a bench, where the hands are tells what they do.
GRID = 8
# Fewer than four channels are not worth a kernel.
FAST_LEAST = 4


def slow_indices() -> list[int]:
    """Frames of the slow pathway: `linspace(0, T - 1, T / alpha)` cut to whole numbers, as PyTorchVideo samples."""
    return [i * (FAST_FRAMES - 1) // (SLOW_FRAMES - 1) for i in range(SLOW_FRAMES)]


class Convolution(nn.Module):
    """A 3D convolution followed by batch normalisation; weight `[O, I, kt, kh, kw]`."""

    def __init__(self, channels_in: int, channels_out: int, taps: int, size: int, stride: int = 1, stride_t: int = 1):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels_out, channels_in, taps, size, size))
        nn.init.kaiming_normal_(self.weight, mode="fan_out", nonlinearity="relu")
        self.norm = nn.BatchNorm2d(channels_out)
        self.taps, self.size, self.stride, self.stride_t = taps, size, stride, stride_t

    def forward(self, x: Tensor, frames: int) -> Tensor:
        """`[N * T, C, H, W]` to `[N * T / stride_t, O, H', W']`."""
        if self.taps == 1:
            x = self._conv2d(x, self.weight[:, :, 0])
        elif self.stride_t == 1:
            x = self._sum_of_taps(x, frames)
        else:
            x = self._conv2d(self._neighbours(x, frames), self.weight.transpose(1, 2).flatten(1, 2))
        return self.norm(x)

    def _conv2d(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.conv2d(x, weight, stride=self.stride, padding=self.size // 2)

    def _sum_of_taps(self, x: Tensor, frames: int) -> Tensor:
        """Every frame through the kernels of all taps, then the shifted results are added: nothing is copied."""
        outer, half = self.weight.shape[0], self.taps // 2
        x = self._conv2d(x, self.weight.permute(2, 0, 1, 3, 4).flatten(0, 1))
        x = split_time(x, frames)
        total = x[:, :, half * outer : (half + 1) * outer]
        for tap in range(self.taps):
            shift = tap - half
            if shift == 0:
                continue
            part = x[:, max(0, shift) : frames + min(0, shift), tap * outer : (tap + 1) * outer]
            total = total + F.pad(part, (0, 0, 0, 0, 0, 0, max(0, -shift), max(0, shift)))
        return total.flatten(0, 1)

    def _neighbours(self, x: Tensor, frames: int) -> Tensor:
        """The taps of every `stride_t`-th frame laid side by side as channels."""
        half = self.taps // 2
        x = F.pad(split_time(x, frames), (0, 0, 0, 0, 0, 0, half, half))
        taps = [x[:, tap : tap + frames : self.stride_t] for tap in range(self.taps)]
        return torch.cat(taps, dim=2).flatten(0, 1)


class Bottleneck(nn.Module):
    """tx1x1, 1x3x3, 1x1x1 with a shortcut."""

    def __init__(self, channels_in: int, inner: int, outer: int, taps: int, stride: int):
        super().__init__()
        self.reduce = Convolution(channels_in, inner, taps, 1)
        self.spatial = Convolution(inner, inner, 1, 3, stride)
        self.expand = Convolution(inner, outer, 1, 1)
        self.shortcut = Convolution(channels_in, outer, 1, 1, stride) if channels_in != outer or stride > 1 else None

    def forward(self, x: Tensor, frames: int) -> Tensor:
        shortcut = x if self.shortcut is None else self.shortcut(x, frames)
        x = F.relu(self.reduce(x, frames))
        x = F.relu(self.spatial(x, frames))
        return F.relu(self.expand(x, frames) + shortcut)


class SlowFast(nn.Module):
    """Clips of one second to class scores."""

    def __init__(self, classes: int, dropout: float = 0.3):
        super().__init__()
        fast = [max(FAST_LEAST, STEM // BETA_INVERSE)] + [max(FAST_LEAST, c // BETA_INVERSE) for c in OUTER]
        fast_inner = [max(FAST_LEAST, c // BETA_INVERSE) for c in INNER]
        slow = [STEM, *OUTER]
        self.slow_stem = Convolution(3, slow[0], 1, 7, 4)
        self.fast_stem = Convolution(3, fast[0], 5, 7, 4)
        self.laterals = nn.ModuleList(Convolution(c, 2 * c, 5, 1, 1, ALPHA) for c in fast[:-1])
        self.slow_stages = nn.ModuleList()
        self.fast_stages = nn.ModuleList()
        for stage in range(4):
            stride = STRIDES[stage]
            slow_in = slow[stage] + 2 * fast[stage]
            taps = 1 if stage < 2 else 3
            self.slow_stages.append(_stage(slow_in, INNER[stage], slow[stage + 1], DEPTH[stage], taps, stride))
            self.fast_stages.append(_stage(fast[stage], fast_inner[stage], fast[stage + 1], DEPTH[stage], 3, stride))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear((slow[-1] + fast[-1]) * GRID * GRID, classes)

    def forward(self, fast: Tensor) -> Tensor:
        """`[N, 32, 3, H, W]` normalised frames to `[N, classes]` scores."""
        slow = fast[:, slow_indices()].flatten(0, 1)
        fast = fast.flatten(0, 1)
        slow = F.relu(self.slow_stem(slow, SLOW_FRAMES))
        fast = F.relu(self.fast_stem(fast, FAST_FRAMES))
        for lateral, slow_stage, fast_stage in zip(self.laterals, self.slow_stages, self.fast_stages):
            slow = torch.cat([slow, F.relu(lateral(fast, FAST_FRAMES))], dim=1)
            for block in slow_stage:
                slow = block(slow, SLOW_FRAMES)
            for block in fast_stage:
                fast = block(fast, FAST_FRAMES)
        slow = split_time(slow, SLOW_FRAMES).mean(1)
        fast = split_time(fast, FAST_FRAMES).mean(1)
        return self.head(self.dropout(torch.cat([slow, fast], dim=1).flatten(1)))


def split_time(x: Tensor, frames: int) -> Tensor:
    """`[N * T, ...]` to `[N, T, ...]`; whole numbers, so that an exported graph computes no shapes."""
    return x.reshape(-1, frames, *(int(size) for size in x.shape[1:]))


def _stage(channels_in: int, inner: int, outer: int, depth: int, taps: int, stride: int) -> nn.ModuleList:
    blocks = [Bottleneck(channels_in, inner, outer, taps, stride)]
    blocks += [Bottleneck(outer, inner, outer, taps, 1) for _ in range(depth - 1)]
    return nn.ModuleList(blocks)
