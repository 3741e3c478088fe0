"""SlowFast R50 8x8 (Feichtenhofer et al., ICCV 2019, arXiv:1812.03982), with the names of PyTorchVideo's tensors.

Its Kinetics checkpoint therefore loads as it is. 65.7 thousand million multiplications a clip: for a GPU.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from slowfast import ALPHA, slow_indices

DEPTHS = (3, 4, 6, 3)
CHANNELS = (64, 8)
"""Of the stems: the slow pathway, the fast one with an eighth."""


class Stem(nn.Module):
    def __init__(self, channels: int, taps: int):
        super().__init__()
        self.conv = nn.Conv3d(3, channels, (taps, 7, 7), (1, 2, 2), (taps // 2, 3, 3), bias=False)
        self.norm = nn.BatchNorm3d(channels)
        self.pool = nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return self.pool(torch.relu(self.norm(self.conv(x))))


class Branch(nn.Module):
    def __init__(self, channels_in: int, inner: int, taps: int, stride: int):
        super().__init__()
        self.conv_a = nn.Conv3d(channels_in, inner, (taps, 1, 1), padding=(taps // 2, 0, 0), bias=False)
        self.norm_a = nn.BatchNorm3d(inner)
        self.conv_b = nn.Conv3d(inner, inner, (1, 3, 3), (1, stride, stride), (0, 1, 1), bias=False)
        self.norm_b = nn.BatchNorm3d(inner)
        self.conv_c = nn.Conv3d(inner, 4 * inner, 1, bias=False)
        self.norm_c = nn.BatchNorm3d(4 * inner)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.norm_a(self.conv_a(x)))
        x = torch.relu(self.norm_b(self.conv_b(x)))
        return self.norm_c(self.conv_c(x))


class Block(nn.Module):
    def __init__(self, channels_in: int, inner: int, taps: int, stride: int):
        super().__init__()
        self.branch2 = Branch(channels_in, inner, taps, stride)
        self.branch1_conv: nn.Module | None = None
        if channels_in != 4 * inner or stride > 1:
            self.branch1_conv = nn.Conv3d(channels_in, 4 * inner, 1, (1, stride, stride), bias=False)
            self.branch1_norm = nn.BatchNorm3d(4 * inner)

    def forward(self, x: Tensor) -> Tensor:
        shortcut = x if self.branch1_conv is None else self.branch1_norm(self.branch1_conv(x))
        return torch.relu(shortcut + self.branch2(x))


class Stage(nn.Module):
    def __init__(self, channels_in: int, inner: int, depth: int, taps: int, stride: int):
        super().__init__()
        blocks = [Block(channels_in, inner, taps, stride)]
        blocks += [Block(4 * inner, inner, taps, 1) for _ in range(depth - 1)]
        self.res_blocks = nn.ModuleList(blocks)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.res_blocks:
            x = block(x)
        return x


class Fusion(nn.Module):
    """The fast pathway joins the slow one."""

    def __init__(self, channels: int):
        super().__init__()
        self.conv_fast_to_slow = nn.Conv3d(channels, 2 * channels, (7, 1, 1), (ALPHA, 1, 1), (3, 0, 0), bias=False)
        self.norm = nn.BatchNorm3d(2 * channels)

    def forward(self, slow: Tensor, fast: Tensor) -> Tensor:
        return torch.cat([slow, torch.relu(self.norm(self.conv_fast_to_slow(fast)))], 1)


class Pathways(nn.Module):
    """One step of both pathways, and their fusion where there is one."""

    def __init__(self, slow: nn.Module, fast: nn.Module, fused: int | None):
        super().__init__()
        self.multipathway_blocks = nn.ModuleList([slow, fast])
        self.multipathway_fusion = None if fused is None else Fusion(fused)

    def forward(self, slow: Tensor, fast: Tensor) -> tuple[Tensor, Tensor]:
        slow, fast = self.multipathway_blocks[0](slow), self.multipathway_blocks[1](fast)
        return (slow if self.multipathway_fusion is None else self.multipathway_fusion(slow, fast)), fast


class Head(nn.Module):
    def __init__(self, features: int, classes: int):
        super().__init__()
        self.dropout = nn.Dropout(0.5)
        self.proj = nn.Linear(features, classes)

    def forward(self, slow: Tensor, fast: Tensor) -> Tensor:
        features = torch.cat([slow.mean((2, 3, 4)), fast.mean((2, 3, 4))], 1)
        return self.proj(self.dropout(features))


class SlowFastR50(nn.Module):
    pointer = None
    """There is none: what the renderer knows teaches the reduced network only."""

    def __init__(self, classes: int):
        super().__init__()
        blocks: list[nn.Module] = [Pathways(Stem(CHANNELS[0], 1), Stem(CHANNELS[1], 5), CHANNELS[1])]
        slow_in, fast_in = CHANNELS[0] + 2 * CHANNELS[1], CHANNELS[1]
        for i, depth in enumerate(DEPTHS):
            stride, slow_inner, fast_inner = (1 if i == 0 else 2), CHANNELS[0] << i, CHANNELS[1] << i
            last = i == len(DEPTHS) - 1
            slow = Stage(slow_in, slow_inner, depth, 1 if i < 2 else 3, stride)
            fast = Stage(fast_in, fast_inner, depth, 3, stride)
            blocks.append(Pathways(slow, fast, None if last else 4 * fast_inner))
            slow_in, fast_in = 4 * slow_inner + (0 if last else 8 * fast_inner), 4 * fast_inner
        # The pooling that is number 5 there has no weights.
        self.blocks = nn.ModuleList([*blocks, nn.Identity(), Head(slow_in + fast_in, classes)])

    @property
    def head(self) -> nn.Linear:
        return self.blocks[6].proj

    def forward(self, frames: Tensor) -> Tensor:
        """`[N, 32, 3, H, W]` normalised frames to `[N, classes]` scores."""
        fast = frames.transpose(1, 2)
        slow = fast[:, :, slow_indices()]
        for block in self.blocks[:5]:
            slow, fast = block(slow, fast)
        return self.blocks[6](slow, fast)

    def scores_and_pointers(self, frames: Tensor) -> tuple[Tensor, None]:
        return self(frames), None
