"""Teaches a new head on the features of the given weights, before the whole network is tuned.

A head that knows nothing would begin by spoiling what the weights know: linear probing, then fine-tuning (Kumar et al.,
ICLR 2022, arXiv:2202.10054).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPOCHS = 12
BATCH = 32
RATE = 3e-4
WEIGHT_DECAY = 0.1
DROPOUT = 0.5
LEAST_DEVIATION = 0.3
"""Of a feature, as a share of their mean; what hardly varies says little."""


def start_head(
    head: nn.Linear,
    clips: int,
    draw: Callable[[], tuple[Tensor, Tensor]],
    processes: int,
    average: Callable[[list[Tensor]], None],
    label_smoothing: float,
) -> None:
    """Sets the weights of the head.

    @param clips: Of all processes together.
    @param draw: `[n, features]` and `[n, classes]` of n new clips.
    @param average: Averages tensors over the processes, which all come here together.
    """
    features, labels, count = [], [], 0
    while count < clips / processes:
        drawn, answers = draw()
        features.append(drawn.bfloat16())
        labels.append(answers)
        count += len(answers)
    everything, answers = torch.cat(features), torch.cat(labels)
    deviation, mean = torch.std_mean(everything.float(), dim=0)
    average([deviation, mean])
    deviation = (deviation**2 + (LEAST_DEVIATION * deviation.mean()) ** 2).sqrt()
    probe = nn.Linear(head.in_features, head.out_features).to(everything.device)
    nn.init.zeros_(probe.weight)
    nn.init.zeros_(probe.bias)
    optimizer = torch.optim.AdamW(probe.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    batch = BATCH // processes
    steps = EPOCHS * (len(everything) // batch)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        drawn = torch.randint(len(everything), (batch,))
        seen = F.dropout((everything[drawn].float() - mean) / deviation, DROPOUT)
        loss = F.cross_entropy(probe(seen), answers[drawn], label_smoothing=label_smoothing)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        average([probe.weight.grad, probe.bias.grad])
        optimizer.step()
    with torch.no_grad():
        head.weight.copy_(probe.weight / deviation)
        head.bias.copy_(probe.bias - (probe.weight * mean / deviation).sum(1))
