"""What the pointer of the network is asked in training: where hands and places are, what is held, what lies on top."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from slowfast import GRID

PLACES = 9
FIXTURE = 6
"""Index of the fixture among the places."""
HANDS = 2
HELD = 9
"""Nothing, six kinds of parts, a stack, the ram."""
TOPS = 7
"""Nothing, six kinds of parts."""
MAPS = HANDS + PLACES
CHANNELS = MAPS + HELD + TOPS

SPREAD = 0.7
"""Deviation of a place's mark on the map, in cells."""
MAP_WEIGHT, HELD_WEIGHT, TOP_WEIGHT = 8.0, 0.3, 0.1


@dataclass
class Truth:
    """Of the frames of the slow pathway; positions are 0 to 1 across the picture and may lie outside of it."""

    marks: np.ndarray
    """`[N * 8, MAPS, 2]` u, v of hands and places."""
    held: np.ndarray
    """`[N * 8, HANDS]`."""
    top: np.ndarray
    """`[N * 8]`."""


def loss(pointers: Tensor, truth: Truth) -> Tensor:
    """@param pointers: `[N * 8, CHANNELS, GRID, GRID]` scores."""
    maps, held, top = pointers.float().split([MAPS, HELD, TOPS], dim=1)
    marks = torch.from_numpy(truth.marks).to(pointers.device)
    centres = (torch.arange(GRID, device=pointers.device) + 0.5) / GRID
    reach = 2 * (SPREAD / GRID) ** 2
    across = torch.exp(-((centres - marks[..., 0:1]) ** 2) / reach)
    down = torch.exp(-((centres - marks[..., 1:2]) ** 2) / reach)
    where = F.binary_cross_entropy_with_logits(maps, down[..., :, None] * across[..., None, :])
    inside = ((marks[:, :HANDS] >= 0) & (marks[:, :HANDS] < 1)).all(-1)
    held_truth = torch.from_numpy(truth.held).to(pointers.device).masked_fill(~inside, -1)
    holding = sum(
        F.cross_entropy(_at(held, marks[:, hand]), held_truth[:, hand], ignore_index=-1) for hand in range(HANDS)
    )
    on_top = F.cross_entropy(_at(top, marks[:, HANDS + FIXTURE]), torch.from_numpy(truth.top).to(pointers.device))
    return MAP_WEIGHT * where + HELD_WEIGHT * holding + TOP_WEIGHT * on_top


def _at(scores: Tensor, marks: Tensor) -> Tensor:
    """`[N, C, GRID, GRID]` at `[N, 2]` to `[N, C]`."""
    cell = (marks * GRID).long().clamp(0, GRID - 1)
    return scores[torch.arange(len(scores), device=scores.device), :, cell[:, 1], cell[:, 0]]
