"""Videos as memory-mapped frames, and windows cut from them by time."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from slowfast import FAST_FRAMES
from task import Recording, Task, TaskError

BACKGROUND = 0
"""Index of the background among the labels."""
FRAMES_PER_SECOND = 30
"""Every video is brought to this rate by the presentation times of its frames, whatever it was recorded with."""
STILL_SAMPLES = 45
"""Frames of which the median is the bench without hands."""


@dataclass(frozen=True)
class Video:
    name: str
    frames: np.ndarray
    """`[N, size, size, 3]` uint8 RGB."""
    actions: tuple[tuple[float, float, int], ...]
    """Start and end in seconds, class; whatever lies between is background."""
    classes: int
    still: np.ndarray
    """`[size, size, 3]` uint8: what shows most of the time, which is the bench without hands."""
    places: np.ndarray | None = None
    """`[9, 2]`: bins, fixture, tray and ram, 0 to 1 across the picture; only where the renderer told (`truth.ts`)."""
    hands: np.ndarray | None = None
    """`[N, 7]`: u, v and what is held for the dominant and the other hand, then what lies on top of the fixture."""

    @property
    def seconds(self) -> float:
        return len(self.frames) / FRAMES_PER_SECOND

    def window(self, start: float, seconds: float) -> np.ndarray:
        """`[32, size, size, 3]`: frame i is the one that showed at `start + i * seconds / 32`."""
        return self.frames[self.window_indices(start, seconds)]

    def window_indices(self, start: float, seconds: float) -> np.ndarray:
        times = start + np.arange(FAST_FRAMES) * seconds / FAST_FRAMES
        indices = np.floor(times * FRAMES_PER_SECOND + 0.015).astype(int)
        return np.clip(indices, 0, len(self.frames) - 1)

    def coverage(self, start: float, seconds: float) -> np.ndarray:
        """`[classes]` share of the window that each class fills; adds up to 1."""
        shares = np.zeros(self.classes, np.float32)
        for action_start, action_end, label in self.actions:
            overlap = min(action_end, start + seconds) - max(action_start, start)
            if overlap > 0:
                shares[label] += overlap / seconds
        shares[BACKGROUND] = max(0.0, 1.0 - shares.sum())
        return shares / shares.sum()

    def window_starts(self, seconds: float, hop: float) -> np.ndarray:
        """Starts of the windows that the engine would cut: every hop, full windows only."""
        return np.arange(0.0, self.seconds - seconds + 1e-6, hop)


def load_videos(
    task: Task, recordings: tuple[Recording, ...], told: Callable[[float], None] = lambda _: None
) -> list[Video]:
    """Decoded once and kept in the cache as raw frames.

    @param told: Hears the share that is decoded, 0 to 1.
    @raises TaskError: a video or its labels cannot be used.
    """
    task.cache.mkdir(parents=True, exist_ok=True)
    videos = []
    for done, recording in enumerate(recordings):
        videos.append(_load(task, recording))
        told((done + 1) / len(recordings))
    return videos


def _load(task: Task, recording: Recording) -> Video:
    path, size = recording.video, task.size
    raw = task.cache / f"{path.stem}.{size}.rgb"
    if not raw.exists() or raw.stat().st_mtime < path.stat().st_mtime:
        _decode(path, raw, size)
    frames = np.memmap(raw, np.uint8, "r").reshape(-1, size, size, 3)
    seconds = len(frames) / FRAMES_PER_SECOND
    if seconds < task.window_seconds:
        raise TaskError(f"{path}: {seconds:.1f} s are too short for a window of {task.window_seconds} s")
    actions = _read_labels(recording.labels, task.names)
    sampled = frames[np.linspace(0, len(frames) - 1, min(len(frames), STILL_SAMPLES)).astype(int)]
    still = np.median(sampled, axis=0).astype(np.uint8)
    video = Video(path.stem, frames, actions, len(task.labels), still)
    truth_file = path.with_suffix(".truth.json")
    if not truth_file.exists():
        return video
    truth = json.loads(truth_file.read_text())
    places, hands = np.array(truth["places"], np.float32), np.array(truth["frames"], np.float32)
    return Video(path.stem, frames, actions, len(task.labels), still, places, hands)


def _read_labels(path: Path, names: tuple[str, ...]) -> tuple[tuple[float, float, int], ...]:
    """The project's own form, as `stepwatch` writes it: start, end, label, in seconds."""
    try:
        with path.open() as file:
            return tuple(
                (float(row["start"]), float(row["end"]), names.index(row["label"])) for row in csv.DictReader(file)
            )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise TaskError(f"{path}: {cause}") from cause


def _decode(path: Path, raw: Path, size: int) -> None:
    """The same crop, scaling and colour conversion as in the engine's pipeline: training sees what it will see."""
    part = raw.with_suffix(".part")
    caps = f"video/x-raw,format=RGB,width={size},height={size},pixel-aspect-ratio=1/1"
    rate = f"videorate skip-to-first=true ! video/x-raw,framerate={FRAMES_PER_SECOND}/1"
    picture = "aspectratiocrop aspect-ratio=1/1 ! videoscale method=bilinear2 ! videoconvert"
    pipeline = f"decodebin ! {rate} ! {picture} ! {caps} ! filesink".split()
    command = ["gst-launch-1.0", "-q", "filesrc", f"location={path}", "!", *pipeline, f"location={part}"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0 or not part.exists() or part.stat().st_size < size * size * 3:
        part.unlink(missing_ok=True)
        raise TaskError(f"{path} cannot be decoded: {result.stderr.strip().splitlines()[0] if result.stderr else 'no picture'}")
    part.rename(raw)
