"""Writes the task (task.py) of the demo network to the standard output: the rendered line of the coupling."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

LABELS = (
    ("no_action", "#6b7280"),
    ("riveted_start", "#2563eb"),
    ("spacer", "#16a34a"),
    ("greased_disk", "#d97706"),
    ("separator", "#9333ea"),
    ("spacer_and_washer", "#0891b2"),
    ("install_lid", "#dc2626"),
    ("press_down", "#db2777"),
    ("complete_part", "#65a30d"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, val/ and test/")
    parser.add_argument("--held-out", choices=("val", "test"), default="val", help="what is measured with")
    options = parser.parse_args()
    data = options.data.resolve()
    recordings = lambda split: [
        {"video": str(video), "labels": str(video.with_suffix(".csv"))} for video in sorted((data / split).glob("*.mp4"))
    ]
    titled = lambda name: name.replace("_", " ").capitalize()
    task = {
        "labels": [{"name": name, "title": titled(name), "color": color} for name, color in LABELS],
        "background": LABELS[0][0],
        "window": {"seconds": 1, "hopSeconds": 0.25},
        "train": recordings("train"),
        "heldOut": recordings(options.held_out),
        "network": "reduced",
        "base": None,
        "cache": str(data / "frames"),
        # The bench of a left-handed operator is mirrored there.
        "mirror": True,
        "name": "coupling-demo",
        "description": "SlowFast (two pathways, alpha 4, beta 1/8, bottleneck ResNet) of reduced width, trained on rendered "
        "videos of a synthetic assembly line. It knows that line only.",
        "file": "slowfast-demo.fp32.onnx",
    }
    print(json.dumps(task))


if __name__ == "__main__":
    main()
