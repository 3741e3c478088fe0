"""SlowFast (Feichtenhofer et al., ICCV 2019, arXiv:1812.03982), narrow enough to be trained by two CPU cores.

Two pathways over the same second: the slow one sees 8 frames with many channels, the fast one 32 frames (alpha = 4)
with an eighth of the channels (beta = 1/8). Lateral connections after the stem and every stage but the last carry the
fast pathway into the slow one: a 5x1x1 convolution with a temporal stride of alpha doubles the channels, the result is
concatenated. Blocks are bottlenecks. As in the paper, the slow pathway has temporal kernels only in its last two
stages, the fast pathway in all.

Every convolution is a 3D convolution, `[O, I, kt, kh, kw]`, computed by 2D kernels on channels-last memory, where
`[N * T, C, H, W]` and `[N, C, T, H * W]` are two views of the same numbers: pictures for kernels over space, a plane of
time and place for kernels over time. On a CPU that is several times faster than 3D kernels.
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
# The head averages over time but keeps the last stage's grid, beside the strongest answer of each channel: on a bench,
# where the hands are tells what they do.
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
        if taps > 1 and size > 1:
            # [O, taps * O, taps, 1]: output o is the sum over taps t of channel t * O + o of the frame at t.
            adder = torch.eye(channels_out).view(channels_out, 1, channels_out, 1) * torch.eye(taps).view(1, taps, 1, taps)
            self.register_buffer("adder", adder.reshape(channels_out, taps * channels_out, taps, 1), persistent=False)

    def forward(self, x: Tensor, frames: int) -> Tensor:
        """`[N * T, C, H, W]` to `[N * T / stride_t, O, H', W']`."""
        if self.size == 1 and self.taps > 1:
            x = over_time(x, frames, self.weight[..., 0], self.stride_t)
        elif self.taps == 1:
            x = self._over_space(x, self.weight[:, :, 0])
        else:
            # Every frame through the kernels of all taps; then the results of neighbouring frames are added.
            x = self._over_space(x, self.weight.permute(2, 0, 1, 3, 4).flatten(0, 1))
            x = over_time(x, frames, self.adder, self.stride_t)
        # Batch normalisation of a few channels is several times faster where each channel lies in one piece.
        return self.norm(x.contiguous() if x.shape[1] < 8 else x)

    def _over_space(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.conv2d(x, weight, stride=self.stride, padding=self.size // 2)


def over_time(x: Tensor, frames: int, weight: Tensor, stride: int) -> Tensor:
    """`[N * T, C, H, W]` through a kernel `[O, C, kt, 1]` to `[N * T / stride, O, H, W]`."""
    _, channels, height, width = (int(size) for size in x.shape)
    x = x.permute(0, 2, 3, 1).reshape(-1, frames, height * width, channels).permute(0, 3, 1, 2)
    x = F.conv2d(x, weight, stride=(stride, 1), padding=(weight.shape[2] // 2, 0))
    return x.permute(0, 2, 3, 1).reshape(-1, height, width, weight.shape[0]).permute(0, 3, 1, 2)


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
    """Clips of one second to class scores.

    `pointer` exists for training alone: from the slow pathway it points at hands and places and names what is held, so
    that the network learns where to look from dense answers. An exported network does not have it.
    """

    def __init__(self, classes: int, pointers: int = 0, dropout: float = 0.3):
        """@param pointers: channels of the pointer, 0 for a network without."""
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
        self.pointer = nn.Conv2d(slow[3], pointers, 1) if pointers else None
        self.dropout = nn.Dropout(dropout)
        channels = slow[-1] + fast[-1]
        self.head = nn.Linear(channels * (GRID * GRID + 1), classes)

    def forward(self, fast: Tensor) -> Tensor:
        """`[N, 32, 3, H, W]` normalised frames to `[N, classes]` scores."""
        return self.scores_and_pointers(fast)[0]

    def scores_and_pointers(self, fast: Tensor) -> tuple[Tensor, Tensor | None]:
        """`[N, classes]` scores and `[N * 8, pointers, GRID, GRID]` answers for the frames of the slow pathway."""
        features, pointers = self.features_and_pointers(fast)
        return self.head(self.dropout(features)), pointers

    def features_and_pointers(self, fast: Tensor) -> tuple[Tensor, Tensor | None]:
        """`[N, features]` what the head adds up, and the answers of the pointer."""
        slow = fast[:, slow_indices()].flatten(0, 1)
        fast = fast.flatten(0, 1)
        slow = F.relu(self.slow_stem(slow, SLOW_FRAMES))
        fast = F.relu(self.fast_stem(fast, FAST_FRAMES))
        pointers = None
        for stage in range(4):
            slow = torch.cat([slow, F.relu(self.laterals[stage](fast, FAST_FRAMES))], dim=1)
            for block in self.slow_stages[stage]:
                slow = block(slow, SLOW_FRAMES)
            for block in self.fast_stages[stage]:
                fast = block(fast, FAST_FRAMES)
            if stage == 2 and self.pointer is not None:
                pointers = self.pointer(slow)
        slow = split_time(slow, SLOW_FRAMES).mean(1)
        fast = split_time(fast, FAST_FRAMES).mean(1)
        grid = torch.cat([slow, fast], dim=1)
        anywhere = grid.amax((2, 3))
        return torch.cat([grid.flatten(1), anywhere], dim=1), pointers


def split_time(x: Tensor, frames: int) -> Tensor:
    """`[N * T, ...]` to `[N, T, ...]`; whole numbers, so that an exported graph computes no shapes."""
    return x.reshape(-1, frames, *(int(size) for size in x.shape[1:]))


def _stage(channels_in: int, inner: int, outer: int, depth: int, taps: int, stride: int) -> nn.ModuleList:
    blocks = [Bottleneck(channels_in, inner, outer, taps, stride)]
    blocks += [Bottleneck(outer, inner, outer, taps, 1) for _ in range(depth - 1)]
    return nn.ModuleList(blocks)
