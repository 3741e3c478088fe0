"""Batches of random windows: balanced classes, soft labels, and what cameras, benches, people and light could have changed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from clips import BACKGROUND, Video
from pointers import Truth
from slowfast import slow_indices
from task import Task

PIXEL_MEAN = 0.45
PIXEL_DEVIATION = 0.225
"""As in SlowFast's own preprocessing."""

LARGEST_SHIFT = 1 / 16
"""Share of the picture by which it may be moved."""
LARGEST_ZOOM = 0.1
"""Share by which width and height may grow or shrink, each on its own."""
LARGEST_TURN = math.radians(5)
"""A camera that was bumped, in radians."""
RECOLOURED = 0.5
"""Share of the clips in which hands, sleeves and what they hold get another colour: the next person wears another glove."""
MOVED_FROM = 30
"""Difference from the still picture, of 255, from which a pixel is taken for a hand or what it moves."""


def normalise(frames: Tensor) -> Tensor:
    """`[..., T, H, W, 3]` uint8 to `[..., T, 3, H, W]` float."""
    return frames.float().mul_(1 / (255 * PIXEL_DEVIATION)).sub_(PIXEL_MEAN / PIXEL_DEVIATION).movedim(-1, -3)


@dataclass
class Batch:
    frames: Tensor
    """`[N, 32, 3, H, W]`, normalised."""
    labels: Tensor
    """`[N, classes]`, the share of each window that a class fills."""
    truth: Truth | None
    """Only where every video has it."""


class Sampler:
    """Half of the windows are drawn anywhere, half around an action of a random class, so that none is rare."""

    def __init__(self, task: Task, videos: list[Video], seed: int | list[int]):
        self.task = task
        self.videos = videos
        self.random = np.random.default_rng(seed)
        self.told = all(video.hands is not None for video in videos)
        weights = np.array([video.seconds for video in videos])
        self.weights = weights / weights.sum()
        instances: dict[int, list[tuple[Video, float, float]]] = {}
        for video in videos:
            for start, end, label in video.actions:
                if label != BACKGROUND:
                    instances.setdefault(label, []).append((video, start, end))
        self.instances = list(instances.values())

    def batch(self, count: int) -> Batch:
        clips, labels, marks, rows = zip(*(self._draw() for _ in range(count)))
        truth = None
        if self.told:
            rows = np.concatenate(rows).astype(np.int64)
            truth = Truth(np.concatenate(marks), rows[:, [2, 5]], rows[:, 6])
        return Batch(self._vary(torch.from_numpy(np.stack(clips))), torch.from_numpy(np.stack(labels)), truth)

    def _draw(self) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, np.ndarray | None]:
        random = self.random
        seconds = self.task.window_seconds * random.uniform(0.85, 1.2)
        if random.random() < 0.5 or not self.instances:
            video = self.videos[random.choice(len(self.videos), p=self.weights)]
            start = random.uniform(0, max(0.0, video.seconds - seconds))
        else:
            of_class = self.instances[random.integers(len(self.instances))]
            video, action_start, action_end = of_class[random.integers(len(of_class))]
            centre = random.uniform(action_start - 0.2, action_end + 0.2)
            start = np.clip(centre - seconds / 2, 0, max(0.0, video.seconds - seconds))
        indices = video.window_indices(start, seconds)
        clip = video.frames[indices]
        if not self.told and random.random() < RECOLOURED:
            clip = self._recolour(clip, video.still)
        rows = marks = None
        if self.told:
            rows = video.hands[indices[slow_indices()]]
            marks = np.empty((len(rows), 2 + len(video.places), 2), np.float32)
            marks[:, 0], marks[:, 1], marks[:, 2:] = rows[:, 0:2], rows[:, 3:5], video.places
        return self._move(clip, marks), video.coverage(start, seconds), marks, rows

    def _recolour(self, clip: np.ndarray, still: np.ndarray) -> np.ndarray:
        random = self.random
        moved = np.abs(clip.astype(np.int16) - still).max(-1) > MOVED_FROM
        pixels = clip[moved].astype(np.float32)
        mixing = np.eye(3, dtype=np.float32) * random.uniform(0.6, 1.1) + random.uniform(-0.35, 0.35, (3, 3))
        pixels = (pixels - 128) @ mixing.astype(np.float32) + 128 + random.normal(0, 30, 3)
        clip = clip.copy()
        clip[moved] = pixels.clip(0, 255).astype(np.uint8)
        return clip

    def _move(self, clip: np.ndarray, marks: np.ndarray | None) -> np.ndarray:
        """Turns, shifts, stretches and perhaps mirrors the whole clip, and the marks in place."""
        random, size = self.random, self.task.size
        turn = random.uniform(-LARGEST_TURN, LARGEST_TURN)
        # From a place in the new picture to the one in the old: x and y from the centre, 1 across the picture.
        matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
        matrix *= 1 + random.uniform(-LARGEST_ZOOM, LARGEST_ZOOM, 2)[:, None]
        shift = random.uniform(-LARGEST_SHIFT, LARGEST_SHIFT, 2)
        if self.task.mirror and random.random() < 0.5:
            matrix[:, 0] *= -1
        if marks is not None:
            marks[:] = (marks - 0.5 - shift) @ np.linalg.inv(matrix).T + 0.5
        rows, columns = np.divmod(np.arange(size * size), size)
        places = np.stack([columns, rows], 1) + 0.5
        old = (((places / size - 0.5) @ matrix.T + shift + 0.5) * size).astype(int).clip(0, size - 1)
        return clip.reshape(len(clip), -1, 3).take(old[:, 1] * size + old[:, 0], 1).reshape(clip.shape)

    def _vary(self, pixels: Tensor) -> Tensor:
        """Normalises, and varies brightness, contrast and colour: per clip, the same for all its frames."""
        count, frames, height, width, channels = pixels.shape
        gain = self._normal(1.0, 0.15, (count, 1)) * self._normal(1.0, 0.06, (count, channels))
        offset = self._normal(0.0, 0.2, (count, 1)) + self._normal(0.0, 0.08, (count, channels))
        # Whole lines at once: a factor for each of their numbers.
        per_line = lambda values: values.repeat(1, width).unsqueeze(1)
        lines = pixels.view(count, frames * height, width * channels).float()
        lines.mul_(per_line(gain / (255 * PIXEL_DEVIATION)))
        lines.add_(per_line(offset - gain * PIXEL_MEAN / PIXEL_DEVIATION))
        return lines.view(pixels.shape).movedim(-1, -3)

    def _normal(self, mean: float, deviation: float, shape: tuple[int, ...]) -> Tensor:
        return torch.from_numpy(self.random.normal(mean, deviation, shape).astype(np.float32))
