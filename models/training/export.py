"""Makes the probabilities of a trained network honest (evaluation.py: Calibration), and writes the ONNX file and its card.

What the network says of each held-out window goes to `windows.json`, for reports:
`[{"recording": "a", "startSeconds": 0.25, "truth": 0, "probabilities": [...]}, ...]`
"""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from augmentation import PIXEL_DEVIATION, PIXEL_MEAN
from clips import BACKGROUND, load_videos
from evaluation import Calibration, calibration_error, fit_calibration, quality, score, table
from progress import Progress, run
from slowfast import FAST_FRAMES
from task import Task, TaskError, read_task
from train import new_network

OPSET = 17


class BytesIn(nn.Module):
    """`[32, H, W, 3]` uint8 RGB to `[1, classes]` scores: normalisation and sampling are part of the graph."""

    def __init__(self, network: nn.Module, calibration: Calibration):
        super().__init__()
        with torch.no_grad():
            network.head.bias[BACKGROUND] -= calibration.offset
            network.head.weight.div_(calibration.temperature)
            network.head.bias.div_(calibration.temperature)
        self.network = network

    def forward(self, frames: Tensor) -> Tensor:
        pixels = frames.permute(0, 3, 1, 2).unsqueeze(0).float()
        return self.network(pixels * (1 / (255 * PIXEL_DEVIATION)) - PIXEL_MEAN / PIXEL_DEVIATION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", type=Path, required=True, help="JSON file, see task.py; its held-out recordings are measured")
    parser.add_argument("--run", type=Path, required=True, help="folder with network.pt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model card")
    parser.add_argument(
        "--calibration", type=float, nargs=2, metavar=("TEMPERATURE", "OFFSET"),
        help="instead of fitting it on the held-out recordings",
    )
    parser.add_argument("--data", default="recordings that training never saw", help="what the card says was measured with")
    parser.add_argument("--json", action="store_true", help="progress as lines of JSON")
    options = parser.parse_args()
    run(lambda: export(read_task(options.task), options), options.json)


def export(task: Task, options: argparse.Namespace) -> None:
    """@raises TaskError: there is nothing to export."""
    progress = Progress(options.json)
    options.out.mkdir(parents=True, exist_ok=True)
    network = trained_network(task, options.run / "network.pt")
    calibration, result = Calibration(*(options.calibration or (1.0, 0.0))), None
    if task.held_out:
        videos = load_videos(task, task.held_out)
        scores, labels = score(network, task, videos, told=lambda share: progress.step("measure", share))
        if options.calibration is None:
            calibration = fit_calibration(scores, labels)
        honest = calibration(scores)
        result = quality(honest, labels)
        if not options.json:
            print(table(result, task.names))
            print(
                f"temperature {calibration.temperature:.2f}, offset of the background {calibration.offset:.2f}; calibration "
                f"error {calibration_error(scores, labels):.3f} before, {calibration_error(honest, labels):.3f} after"
            )
        rows = window_rows(task, videos, honest.softmax(1), labels)
        (options.out / "windows.json").write_text(json.dumps(rows))
    progress.step("export", 0)
    target = options.out / task.file
    write_onnx(BytesIn(network, calibration), target, task.size)
    (options.out / "model.yaml").write_text(card(task, result, options.data, sha256(target)))
    accuracy = None if result is None else result["accuracy"]
    fitted = {"temperature": round(calibration.temperature, 4), "offset": round(calibration.offset, 4)}
    progress.done("export", file=str(target), **fitted, accuracy=accuracy)


def trained_network(task: Task, path: Path) -> nn.Module:
    """@raises TaskError: training has not ended, or was for other labels."""
    if not path.exists():
        raise TaskError(f"{path} is not there: training has not ended")
    weights = torch.load(path, map_location="cpu", weights_only=True)["network"]
    network = new_network(task)
    try:
        network.load_state_dict({name: value for name, value in weights.items() if not name.startswith("pointer.")})
    except RuntimeError as cause:
        raise TaskError(f"{path} was trained for another task: {cause}") from cause
    return network.eval()


def window_rows(task: Task, videos: list, probabilities: Tensor, labels: Tensor) -> list[dict]:
    places = [
        (video.name, float(start))
        for video in videos
        for start in video.window_starts(task.window_seconds, task.hop_seconds)
    ]
    return [
        {
            "recording": name,
            "startSeconds": round(start, 4),
            "truth": truth,
            "probabilities": [round(value, 4) for value in row],
        }
        for (name, start), truth, row in zip(places, labels.tolist(), probabilities.tolist())
    ]


def write_onnx(module: nn.Module, target: Path, size: int) -> None:
    frames = torch.zeros(FAST_FRAMES, size, size, 3, dtype=torch.uint8)
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


def sha256(path: Path) -> str:
    """In hexadecimal. Stepwatch refuses another network."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(task: Task, result: dict | None, data: str, digest: str) -> str:
    """Names and titles are quoted as JSON, which is YAML."""
    quoted = lambda text: json.dumps(text, ensure_ascii=False)
    labels = [
        f"  - {{ name: {quoted(label.name)}, title: {quoted(label.title)}, color: {quoted(label.color)} }}"
        for label in task.labels
    ]
    measured = []
    if result is not None:
        measured = [
            "    quality:",
            f"      data: {quoted(data)}",
            *[f"      {name}: {result[name]}" for name in ("windows", "accuracy", "precision", "recall", "f1")],
            "      confusion:",
            *[f"        - {json.dumps(row)}" for row in result["confusion"]],
        ]
    return "\n".join(
        [
            "# Written by models/training/export.py.",
            f"name: {quoted(task.name)}",
            f"description: {quoted(task.description)}",
            "labels:",
            *labels,
            f"background: {quoted(task.names[BACKGROUND])}",
            f"window: {{ seconds: {task.window_seconds:g}, hopSeconds: {task.hop_seconds:g} }}",
            "input:",
            "  layout: frames",
            "  name: frames",
            f"  frames: {FAST_FRAMES}",
            f"  height: {task.size}",
            f"  width: {task.size}",
            "output: { name: logits, activation: softmax }",
            "files:",
            "  fp32:",
            f"    path: {quoted(task.file)}",
            f"    sha256: {digest}",
            *measured,
            "",
        ]
    )


if __name__ == "__main__":
    main()
