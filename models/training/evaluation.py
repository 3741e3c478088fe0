"""Quality on windows as the engine cuts them: every hop, label by greatest coverage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from augmentation import normalise
from clips import BACKGROUND, Video
from task import Task

PIXELS_AT_ONCE = 32 * 32 * 64 * 64
"""Pixels of a batch: 32 clips of the reduced network."""
TEMPERATURES = [0.3 + 0.02 * i for i in range(136)]
OFFSETS = [-1.5 + 0.05 * i for i in range(61)]


@torch.no_grad()
def score(
    network: nn.Module,
    task: Task,
    videos: list[Video],
    device: str = "cpu",
    told: Callable[[float], None] = lambda _: None,
) -> tuple[Tensor, Tensor]:
    """`[windows, classes]` raw scores and `[windows]` true classes, video after video.

    @param told: Hears the share that is done, 0 to 1.
    """
    network.eval()
    batch = max(1, PIXELS_AT_ONCE // (32 * task.size**2))
    scores, labels = [], []
    for done, video in enumerate(videos):
        starts = video.window_starts(task.window_seconds, task.hop_seconds)
        labels += [int(video.coverage(start, task.window_seconds).argmax()) for start in starts]
        for first in range(0, len(starts), batch):
            clips = np.stack([video.window(start, task.window_seconds) for start in starts[first : first + batch]])
            scores.append(network(normalise(torch.from_numpy(clips)).to(device)).float().cpu())
        told((done + 1) / len(videos))
    return torch.cat(scores), torch.tensor(labels)


def quality(scores: Tensor, labels: Tensor) -> dict:
    """Accuracy, precision, recall and F1 weighted by the true classes, and the confusion matrix of counts."""
    count = scores.shape[1]
    confusion = torch.zeros(count, count, dtype=torch.long)
    for true, named in zip(labels.tolist(), scores.argmax(1).tolist()):
        confusion[true, named] += 1
    hits = confusion.diagonal().double()
    support = confusion.sum(1).double()
    precision = hits / confusion.sum(0).clamp(min=1)
    recall = hits / support.clamp(min=1)
    f1 = 2 * precision * recall / (precision + recall).clamp(min=1e-12)
    weight = support / support.sum()
    rounded = lambda value: round(float(value), 4)
    return {
        "windows": int(support.sum()),
        "accuracy": rounded(hits.sum() / support.sum()),
        "precision": rounded((precision * weight).sum()),
        "recall": rounded((recall * weight).sum()),
        "f1": rounded((f1 * weight).sum()),
        "confusion": confusion.tolist(),
    }


def calibration_error(scores: Tensor, labels: Tensor, bins: int = 15) -> float:
    """Expected calibration error (Guo et al. 2017, arXiv:1706.04599)."""
    confidence, named = scores.softmax(1).max(1)
    correct = (named == labels).double()
    error = 0.0
    for low in torch.arange(bins) / bins:
        inside = (confidence > low) & (confidence <= low + 1 / bins)
        if inside.any():
            error += float(inside.double().mean() * (confidence[inside].mean() - correct[inside].mean()).abs())
    return error


@dataclass(frozen=True)
class Calibration:
    """Scores become honest as `(scores - offset of the background) / temperature`."""

    temperature: float
    offset: float
    """Of the background: a network that is unsure of a person takes it for nothing at all too often."""

    def __call__(self, scores: Tensor) -> Tensor:
        moved = scores.clone()
        moved[:, BACKGROUND] -= self.offset
        return moved / self.temperature


def fit_calibration(scores: Tensor, labels: Tensor) -> Calibration:
    """The one with the least cross entropy on windows that were not trained on."""
    loss = lambda one: float(torch.nn.functional.cross_entropy(one(scores), labels))
    offset = 0.0
    # Two numbers that hardly depend on each other: in turns.
    for _ in range(3):
        temperature = min(TEMPERATURES, key=lambda t: loss(Calibration(t, offset)))
        offset = min(OFFSETS, key=lambda o: loss(Calibration(temperature, o)))
    return Calibration(temperature, offset)


def table(result: dict, names: tuple[str, ...]) -> str:
    """For people: rates, and the confusion matrix with true classes as rows."""
    width = max(map(len, names))
    lines = ["  ".join(f"{name} {result[name]:.4f}" for name in ("accuracy", "precision", "recall", "f1"))]
    lines += [f"{result['windows']} windows; rows: true, columns: named"]
    lines += [" " * (width + 2) + "".join(f"{i:>6}" for i in range(len(names)))]
    for i, row in enumerate(result["confusion"]):
        recall = row[i] / max(1, sum(row))
        lines += [f"{i} {names[i]:<{width}}" + "".join(f"{count:>6}" for count in row) + f"   {recall:.3f}"]
    return "\n".join(lines)
