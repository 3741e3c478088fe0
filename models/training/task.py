"""What is trained: which videos with which labels, from which weights, into which network. A JSON file says it:

    {"labels": [{"name": "no_action", "title": "No action", "color": "#6b7280"}, ...], "background": "no_action",
     "window": {"seconds": 1, "hopSeconds": 0.25},
     "train": [{"video": "a.mp4", "labels": "a.csv"}, ...], "heldOut": [...],
     "network": "reduced" | "r50", "base": "models/demo/slowfast-demo.fp32.onnx" | null, "cache": "frames", "mirror": false,
     "name": "my-line", "description": "What it knows.", "file": "network.fp32.onnx"}

Paths are absolute or relative to the file. The background is the first of the labels.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

NETWORK_SIZES = {"reduced": 64, "r50": 256}
"""Width and height of a network's picture: the centre square of the video."""


class TaskError(Exception):
    """Something that a person can put right; the message says where."""


@dataclass(frozen=True)
class Label:
    name: str
    title: str
    color: str


@dataclass(frozen=True)
class Recording:
    video: Path
    labels: Path

    @property
    def name(self) -> str:
        return self.video.stem


@dataclass(frozen=True)
class Task:
    labels: tuple[Label, ...]
    """The first one is the background."""
    window_seconds: float
    hop_seconds: float
    train: tuple[Recording, ...]
    held_out: tuple[Recording, ...]
    """What the network is measured with, and what its temperature is fitted on."""
    network: str
    base: Path | None
    """Weights to start from; none: from nothing."""
    cache: Path
    """Where decoded frames are kept; can be deleted at any time."""
    mirror: bool
    """Whether clips may be mirrored: only where benches of left-handed people are mirrored too."""
    name: str
    description: str
    file: str
    """Name of the ONNX file that is exported."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(label.name for label in self.labels)

    @property
    def size(self) -> int:
        return NETWORK_SIZES[self.network]


def read_task(path: Path) -> Task:
    """@raises TaskError: the file is none of a task."""
    try:
        told = json.loads(path.read_text())
        near = path.resolve().parent
        labels = tuple(Label(label["name"], label["title"], label["color"]) for label in told["labels"])
        if told["background"] != labels[0].name:
            raise TaskError(f'{path}: the background "{told["background"]}" must be the first of the labels')
        recordings = lambda key: tuple(
            Recording(near / one["video"], near / one["labels"]) for one in told.get(key, [])
        )
        network = told["network"]
        if network not in NETWORK_SIZES:
            raise TaskError(f'{path}: there is no network "{network}"; there are {", ".join(NETWORK_SIZES)}')
        return Task(
            labels=labels,
            window_seconds=float(told["window"]["seconds"]),
            hop_seconds=float(told["window"]["hopSeconds"]),
            train=recordings("train"),
            held_out=recordings("heldOut"),
            network=network,
            base=near / told["base"] if told.get("base") else None,
            cache=near / told["cache"],
            mirror=bool(told.get("mirror", False)),
            name=told["name"],
            description=told["description"],
            file=told["file"],
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise TaskError(f"{path}: {type(cause).__name__}: {cause}") from cause
