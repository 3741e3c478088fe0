"""Quality on windows as the engine cuts them: every hop, label by greatest coverage."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from augmentation import normalise
from clips import CLASSES, Video
from slowfast import SlowFast

BATCH = 32


@torch.no_grad()
def score(network: SlowFast, videos: list[Video], device: str = "cpu") -> tuple[Tensor, Tensor]:
    """`[windows, classes]` raw scores and `[windows]` true classes."""
    network.eval()
    scores, labels = [], []
    for video in videos:
        starts = video.window_starts()
        labels += [int(video.coverage(start).argmax()) for start in starts]
        for first in range(0, len(starts), BATCH):
            clips = np.stack([video.window(start) for start in starts[first : first + BATCH]])
            scores.append(network(normalise(torch.from_numpy(clips)).to(device)).cpu())
    return torch.cat(scores), torch.tensor(labels)


def quality(scores: Tensor, labels: Tensor) -> dict:
    """Accuracy, precision, recall and F1 weighted by the true classes, and the confusion matrix of counts."""
    count = len(CLASSES)
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


def fit_temperature(scores: Tensor, labels: Tensor) -> float:
    """The temperature that makes the probabilities honest: least cross entropy on windows that were not trained on."""
    temperatures = torch.linspace(0.3, 3.0, 271)
    losses = [torch.nn.functional.cross_entropy(scores / t, labels) for t in temperatures]
    return float(temperatures[int(torch.stack(losses).argmin())])


def table(result: dict) -> str:
    """For people: rates, and the confusion matrix with true classes as rows."""
    width = max(map(len, CLASSES))
    lines = ["  ".join(f"{name} {result[name]:.4f}" for name in ("accuracy", "precision", "recall", "f1"))]
    lines += [f"{result['windows']} windows; rows: true, columns: named"]
    lines += [" " * (width + 2) + "".join(f"{i:>6}" for i in range(len(CLASSES)))]
    for i, row in enumerate(result["confusion"]):
        recall = row[i] / max(1, sum(row))
        lines += [f"{i} {CLASSES[i]:<{width}}" + "".join(f"{count:>6}" for count in row) + f"   {recall:.3f}"]
    return "\n".join(lines)
