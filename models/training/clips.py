"""Videos as memory-mapped frames, and windows of one second cut from them."""

from __future__ import annotations

import csv
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from slowfast import FAST_FRAMES

CLASSES = (
    "no_action",
    "riveted_start",
    "spacer",
    "greased_disk",
    "separator",
    "spacer_and_washer",
    "install_lid",
    "press_down",
    "complete_part",
)
BACKGROUND = 0
SIZE = 64
"""Width and height of the network's picture: the centre square of the video."""
FRAMES_PER_SECOND = 30
HOP_SECONDS = 0.25


@dataclass(frozen=True)
class Video:
    name: str
    frames: np.ndarray
    """`[N, SIZE, SIZE, 3]` uint8 RGB."""
    actions: tuple[tuple[float, float, int], ...]
    """Start and end in seconds, class; whatever lies between is background."""
    places: np.ndarray | None = None
    """`[9, 2]`: bins, fixture, tray and ram, 0 to 1 across the picture; only where the renderer told (`truth.ts`)."""
    hands: np.ndarray | None = None
    """`[N, 7]`: u, v and what is held for the dominant and the other hand, then what lies on top of the fixture."""

    @property
    def seconds(self) -> float:
        return len(self.frames) / FRAMES_PER_SECOND

    def window(self, start: float, seconds: float = 1.0) -> np.ndarray:
        """`[32, SIZE, SIZE, 3]`: frame i is the one that showed at `start + i * seconds / 32`."""
        return self.frames[self.window_indices(start, seconds)]

    def window_indices(self, start: float, seconds: float = 1.0) -> np.ndarray:
        times = start + np.arange(FAST_FRAMES) * seconds / FAST_FRAMES
        indices = np.floor(times * FRAMES_PER_SECOND + 0.015).astype(int)
        return np.clip(indices, 0, len(self.frames) - 1)

    def coverage(self, start: float, seconds: float = 1.0) -> np.ndarray:
        """`[classes]` share of the window that each class fills; adds up to 1."""
        shares = np.zeros(len(CLASSES), np.float32)
        for action_start, action_end, label in self.actions:
            overlap = min(action_end, start + seconds) - max(action_start, start)
            if overlap > 0:
                shares[label] += overlap / seconds
        shares[BACKGROUND] = max(0.0, 1.0 - shares.sum())
        return shares / shares.sum()

    def window_starts(self) -> np.ndarray:
        """Starts of the windows that the engine would cut: every hop, full windows only."""
        return np.arange(0.0, self.seconds - 1.0 + 1e-6, HOP_SECONDS)


def load_split(directory: Path) -> list[Video]:
    """All videos of a folder, decoded once and kept beside the video as raw frames."""
    paths = sorted(directory.glob("*.mp4"))
    if not paths:
        raise SystemExit(f"no videos in {directory}: render them first (see README.md)")
    return [_load(path) for path in paths]


def _load(path: Path) -> Video:
    raw = path.with_suffix(f".{SIZE}.rgb")
    if not raw.exists() or raw.stat().st_mtime < path.stat().st_mtime:
        _decode(path, raw)
    frames = np.memmap(raw, np.uint8, "r").reshape(-1, SIZE, SIZE, 3)
    with path.with_suffix(".csv").open() as file:
        actions = tuple(
            (float(row["start"]), float(row["end"]), CLASSES.index(row["label"])) for row in csv.DictReader(file)
        )
    truth_file = path.with_suffix(".truth.json")
    if not truth_file.exists():
        return Video(path.stem, frames, actions)
    truth = json.loads(truth_file.read_text())
    return Video(
        path.stem, frames, actions, np.array(truth["places"], np.float32), np.array(truth["frames"], np.float32)
    )


def _decode(path: Path, raw: Path) -> None:
    """The same crop, scaling and colour conversion as in the engine's pipeline: training sees what it will see."""
    part = raw.with_suffix(".part")
    caps = f"video/x-raw,format=RGB,width={SIZE},height={SIZE},pixel-aspect-ratio=1/1"
    pipeline = f"decodebin ! aspectratiocrop aspect-ratio=1/1 ! videoscale method=bilinear2 ! videoconvert ! {caps} ! filesink"
    command = ["gst-launch-1.0", "-q", "filesrc", f"location={path}", "!", *pipeline.split(), f"location={part}"]
    subprocess.run(command, check=True)
    part.rename(raw)
