"""Batches of random windows: balanced classes, soft labels, and what cameras and light could have changed."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from clips import CLASSES, SIZE, Video

PIXEL_MEAN = 0.45
PIXEL_DEVIATION = 0.225
"""As in SlowFast's own preprocessing."""

LARGEST_SHIFT = 3
"""Pixels that the picture may be moved."""


def normalise(frames: Tensor) -> Tensor:
    """`[..., T, H, W, 3]` uint8 to `[..., T, 3, H, W]` float."""
    return frames.float().mul_(1 / (255 * PIXEL_DEVIATION)).sub_(PIXEL_MEAN / PIXEL_DEVIATION).movedim(-1, -3)


class Sampler:
    """Half of the windows are drawn anywhere, half around an action of a random class, so that none is rare.

    Pictures are not mirrored: left-handed operators, whose bench is, are in the data.
    """

    def __init__(self, videos: list[Video], seed: int):
        self.videos = videos
        self.random = np.random.default_rng(seed)
        weights = np.array([video.seconds for video in videos])
        self.weights = weights / weights.sum()
        self.instances: list[list[tuple[Video, float, float]]] = [[] for _ in CLASSES]
        for video in videos:
            for start, end, label in video.actions:
                self.instances[label].append((video, start, end))

    def batch(self, count: int) -> tuple[Tensor, Tensor]:
        """`[N, 32, 3, H, W]` normalised frames and `[N, classes]` soft labels."""
        clips, labels = zip(*(self._draw() for _ in range(count)))
        frames = self._vary(torch.from_numpy(np.stack(clips)).float())
        return frames.movedim(-1, -3), torch.from_numpy(np.stack(labels))

    def _draw(self) -> tuple[np.ndarray, np.ndarray]:
        random = self.random
        seconds = random.uniform(0.85, 1.2)
        if random.random() < 0.5:
            video = self.videos[random.choice(len(self.videos), p=self.weights)]
            start = random.uniform(0, video.seconds - seconds)
        else:
            of_class = self.instances[random.integers(1, len(CLASSES))]
            video, action_start, action_end = of_class[random.integers(len(of_class))]
            centre = random.uniform(action_start - 0.2, action_end + 0.2)
            start = np.clip(centre - seconds / 2, 0, video.seconds - seconds)
        clip = video.window(start, seconds)
        return self._shift(clip), video.coverage(start, seconds)

    def _shift(self, clip: np.ndarray) -> np.ndarray:
        """Moves the whole clip by a few pixels; the border is repeated."""
        dy, dx = self.random.integers(-LARGEST_SHIFT, LARGEST_SHIFT + 1, 2)
        positions = np.arange(SIZE)
        rows = np.clip(positions + dy, 0, SIZE - 1)
        columns = np.clip(positions + dx, 0, SIZE - 1)
        return clip[:, rows][:, :, columns]

    def _vary(self, pixels: Tensor) -> Tensor:
        """Normalises, and varies brightness, contrast and colour: per clip, the same for all its frames."""
        clip, channel = (len(pixels), 1, 1, 1, 1), (len(pixels), 1, 1, 1, 3)
        gain = self._normal(1.0, 0.15, clip) * self._normal(1.0, 0.06, channel)
        offset = self._normal(0.0, 0.2, clip) + self._normal(0.0, 0.08, channel)
        pixels.mul_(gain / (255 * PIXEL_DEVIATION))
        return pixels.add_(offset - gain * PIXEL_MEAN / PIXEL_DEVIATION)

    def _normal(self, mean: float, deviation: float, shape: tuple[int, ...]) -> Tensor:
        return torch.from_numpy(self.random.normal(mean, deviation, shape).astype(np.float32))
