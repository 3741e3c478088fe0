"""Weights that training starts from: an ONNX file that export.py wrote, a checkpoint of ours, or one of PyTorchVideo."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from task import TaskError

LEAST_SHARE = 0.8
"""Share of the body's tensors that given weights must have; fewer, and they are those of another network."""
HEADS = ("head.", "blocks.6.")
"""Of use only for the labels that it was trained for."""
POINTER = "pointer."
"""Of no use without its truth."""


def start_from(network: nn.Module, path: Path, labels: tuple[str, ...]) -> bool:
    """Loads what fits into a network. @returns Whether the head is among it: it knows these labels.

    @raises TaskError: not readable, or of another network.
    """
    if path.suffix == ".onnx":
        weights, known = _from_onnx(path, network), None
    else:
        weights, known = _from_checkpoint(path)
    knows_labels = known == list(labels)
    passed_over = (POINTER,) if knows_labels else (POINTER, *HEADS)
    mine = {name: value for name, value in network.state_dict().items() if not name.startswith(passed_over)}
    wanted = [name for name in mine if not name.endswith("num_batches_tracked")]
    fitting = {name: weights[name] for name in wanted if name in weights and weights[name].shape == mine[name].shape}
    if len(fitting) < LEAST_SHARE * len(wanted):
        raise TaskError(
            f"{path}: only {len(fitting)} of {len(wanted)} tensors fit this network; "
            "give the weights of a network of the same kind"
        )
    network.load_state_dict(fitting, strict=False)
    return knows_labels


def _from_checkpoint(path: Path) -> tuple[dict[str, Tensor], object]:
    """`network.pt` and `checkpoint.pt` of train.py, PyTorchVideo's `{"model_state": ...}`, or plain tensors by name.

    @returns The tensors, and the labels that the head knows where they are told.
    """
    try:
        saved = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as cause:  # whatever a damaged file makes of unpickling
        raise TaskError(f"{path} cannot be read as weights: {cause}") from cause
    labels = saved.get("labels") if isinstance(saved, dict) else None
    for key in ("average", "network", "model_state", "state_dict"):
        if isinstance(saved, dict) and isinstance(saved.get(key), dict):
            saved = saved[key]
            break
    return {name: value for name, value in saved.items() if isinstance(value, Tensor)}, labels


def _from_onnx(path: Path, network: nn.Module) -> dict[str, Tensor]:
    """Exported networks keep the names of batch normalisations; the convolution before each gives its weight."""
    import onnx
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(path)).graph
    except Exception as cause:  # protobuf has errors of its own
        raise TaskError(f"{path} cannot be read as a network: {cause}") from cause
    constants = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    for node in graph.node:
        # Equal tensors are kept once.
        if node.op_type == "Identity" and node.input[0] in constants:
            constants[node.output[0]] = constants[node.input[0]]
    weights = {name.removeprefix("network."): value for name, value in constants.items()}
    made_by = {output: node for node in graph.node for output in node.output}
    shapes = {name: value.shape for name, value in network.state_dict().items()}
    for node in graph.node:
        if node.op_type != "BatchNormalization":
            continue
        owner = node.input[1].removeprefix("network.").removesuffix("norm.weight")
        kernel = _kernel_before(node.input[0], made_by, constants)
        name = f"{owner}weight"
        if kernel is not None and name in shapes:
            weights[name] = _as_stored(kernel, shapes[name])
    return weights


def _kernel_before(value: str, made_by: dict, constants: dict[str, Tensor]) -> Tensor | None:
    """The nearest kernel that is a weight: the sums over the taps of a stem are constants without a place of their own."""
    node = made_by.get(value)
    while node is not None:
        if node.op_type == "Conv" and node.input[1] in constants:
            return constants[node.input[1]]
        node = made_by.get(node.input[0]) if node.input else None
    return None


def _as_stored(kernel: Tensor, shape: torch.Size) -> Tensor:
    """From what slowfast.py computes with to `[O, I, kt, kh, kw]`."""
    channels_out, channels_in, taps, height, width = shape
    if taps > 1 and height > 1:
        return kernel.reshape(taps, channels_out, channels_in, height, width).permute(1, 2, 0, 3, 4).contiguous()
    return kernel.reshape(shape)
