"""Measures a trained network on the test split, makes its probabilities honest, and writes the ONNX file and its card."""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from augmentation import PIXEL_DEVIATION, PIXEL_MEAN
from clips import BACKGROUND, CLASSES, HOP_SECONDS, SIZE, load_split
from evaluation import calibration_error, fit_temperature, quality, score, table
from slowfast import FAST_FRAMES, SlowFast

FILE_NAME = "slowfast-demo.fp32.onnx"
OPSET = 17
COLORS = ("#6b7280", "#2563eb", "#16a34a", "#d97706", "#9333ea", "#0891b2", "#dc2626", "#db2777", "#65a30d")


class BytesIn(nn.Module):
    """`[32, H, W, 3]` uint8 RGB to `[1, classes]` scores: normalisation and sampling are part of the graph."""

    def __init__(self, network: SlowFast, temperature: float):
        super().__init__()
        with torch.no_grad():
            network.head.weight.div_(temperature)
            network.head.bias.div_(temperature)
        self.network = network

    def forward(self, frames: Tensor) -> Tensor:
        pixels = frames.permute(0, 3, 1, 2).unsqueeze(0).float()
        return self.network(pixels * (1 / (255 * PIXEL_DEVIATION)) - PIXEL_MEAN / PIXEL_DEVIATION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with val/ and test/")
    parser.add_argument("--run", type=Path, required=True, help="folder with network.pt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model card")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    weights = torch.load(options.run / "network.pt", map_location="cpu")["network"]
    network = SlowFast(len(CLASSES))
    network.load_state_dict({name: value for name, value in weights.items() if not name.startswith("pointer.")})
    temperature = fit_temperature(*score(network, load_split(options.data / "val")))
    test = load_split(options.data / "test")
    scores, labels = score(network, test)
    result = quality(scores, labels)
    print(table(result))
    print(
        f"temperature {temperature:.2f}; calibration error {calibration_error(scores, labels):.3f} before, "
        f"{calibration_error(scores / temperature, labels):.3f} after"
    )

    target = options.out / FILE_NAME
    write_onnx(BytesIn(network, temperature), target)
    data = f"synthetic line, test split: {len(test)} videos of operators and cameras that training never saw"
    (options.out / "model.yaml").write_text(card(result, data))
    print(f"{target}  {target.stat().st_size / 1e6:.2f} MB")


def write_onnx(module: nn.Module, target: Path) -> None:
    frames = torch.zeros(FAST_FRAMES, SIZE, SIZE, 3, dtype=torch.uint8)
    warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)  # shapes are meant to be constants
    torch.onnx.export(
        module.eval(), frames, str(target), opset_version=OPSET, input_names=["frames"], output_names=["logits"]
    )
    model = onnx.load(str(target))
    # PyTorch notes the source line of every node, with the path of this machine.
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def card(result: dict, data: str) -> str:
    titles = [name.replace("_", " ").capitalize() for name in CLASSES]
    labels = [
        f'  - {{ name: {name}, title: {title}, color: "{color}" }}'
        for name, title, color in zip(CLASSES, titles, COLORS)
    ]
    confusion = [f"          - {json.dumps(row)}" for row in result["confusion"]]
    return "\n".join(
        [
            "# Written by models/training/export.py; the quality was measured by stepwatch evaluate.",
            "name: coupling-demo",
            "description: >-",
            "  SlowFast (two pathways, alpha 4, beta 1/8, bottleneck ResNet) of reduced width, trained on rendered videos",
            "  of a synthetic assembly line. It knows that line only.",
            "labels:",
            *labels,
            f"background: {CLASSES[BACKGROUND]}",
            f"window: {{ seconds: 1, hopSeconds: {HOP_SECONDS} }}",
            "input:",
            "  layout: frames",
            "  name: frames",
            f"  frames: {FAST_FRAMES}",
            f"  height: {SIZE}",
            f"  width: {SIZE}",
            "output: { name: logits, activation: softmax }",
            "files:",
            "  fp32:",
            f"    path: {FILE_NAME}",
            "    quality:",
            f'      data: "{data}"',
            *[f"      {name}: {result[name]}" for name in ("windows", "accuracy", "precision", "recall", "f1")],
            "      confusion:",
            *[line[2:] for line in confusion],
            "",
        ]
    )


if __name__ == "__main__":
    main()
