#!/usr/bin/env python3
"""Exports small networks with random weights, one of each family that people have, and what PyTorch answers of clips.

usage: export_networks.py FOLDER

FOLDER holds clips.bin: clips of [T, H, W, 3] uint8 RGB, one after the other. For each network a folder NAME is written, with
network.onnx and expected.json: one list of probabilities for each clip.
"""

import json
import sys
from pathlib import Path

import numpy
import onnx
import torch
from torch import nn

T, H, W, CLASSES = 8, 32, 32, 5


class Conv3dNetwork(nn.Module):
    """[1, 3, T, H, W]"""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv3d(3, 8, 3, (1, 2, 2), 1), nn.BatchNorm3d(8), nn.ReLU(), nn.Conv3d(8, 16, 3, 2, 1), nn.ReLU()
        )
        self.head = nn.Linear(16, CLASSES)

    def features(self, clip):
        return self.body(clip).mean((2, 3, 4))

    def forward(self, clip):
        return self.head(self.features(clip))


class SeveralOutputs(Conv3dNetwork):
    """Features beside the scores, and probabilities of what they are for."""

    def forward(self, clip):
        features = self.features(clip)
        return features, self.head(features)


class Probabilities(Conv3dNetwork):
    """Applies softmax by itself."""

    def forward(self, clip):
        return torch.softmax(super().forward(clip), 1)


class Pathways(nn.Module):
    """[1, 3, T / 4, H, W] and [1, 3, T, H, W], as PyTorchVideo's SlowFast takes them."""

    def __init__(self):
        super().__init__()
        self.slow = nn.Conv3d(3, 16, (1, 5, 5), (1, 2, 2), (0, 2, 2))
        self.fast = nn.Conv3d(3, 4, (5, 5, 5), (1, 2, 2), 2)
        self.lateral = nn.Conv3d(4, 8, (5, 1, 1), (4, 1, 1), (2, 0, 0))
        self.head = nn.Linear(28, CLASSES)

    def forward(self, slow, fast):
        fast = torch.relu(self.fast(fast))
        slow = torch.cat([torch.relu(self.slow(slow)), self.lateral(fast)], 1)
        return self.head(torch.cat([slow.mean((2, 3, 4)), fast.mean((2, 3, 4))], 1))


class R2Plus1d(nn.Module):
    """Kernels over pictures and over time apart, with a residual."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv3d(3, 12, (1, 7, 7), (1, 2, 2), (0, 3, 3))
        self.space = nn.Conv3d(12, 12, (1, 3, 3), 1, (0, 1, 1))
        self.time = nn.Conv3d(12, 12, (3, 1, 1), 1, (1, 0, 0))
        self.norm = nn.BatchNorm3d(12)
        self.pool = nn.AdaptiveAvgPool3d(1)
        self.head = nn.Linear(12, CLASSES)

    def forward(self, clip):
        x = torch.relu(self.stem(clip))
        x = torch.relu(x + self.norm(self.time(torch.relu(self.space(x)))))
        return self.head(self.pool(x).flatten(1))


class Frames2d(nn.Module):
    """[T, 3, H, W]: a network of pictures, which answers a row for each."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 5, 2, 2), nn.ReLU(), nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU())
        self.head = nn.Linear(16, CLASSES)

    def forward(self, pictures):
        return self.head(self.body(pictures).mean((2, 3)))


class ShiftedFrames(nn.Module):
    """Temporal shift: [N * T, 3, H, W], or [N, T * 3, H, W] as the original takes it; the mean of the rows is the answer."""

    def __init__(self, is_merged):
        super().__init__()
        self.is_merged = is_merged
        self.stem = nn.Conv2d(3, 16, 5, 2, 2)
        self.body = nn.Conv2d(16, 16, 3, 2, 1)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, pictures):
        if self.is_merged:
            pictures = pictures.view(-1, 3, H, W)
        x = torch.relu(self.stem(pictures))
        nt, c, h, w = x.shape
        x = x.view(nt // T, T, c, h, w)
        shifted = torch.zeros_like(x)
        shifted[:, :-1, :4] = x[:, 1:, :4]
        shifted[:, 1:, 4:8] = x[:, :-1, 4:8]
        shifted[:, :, 8:] = x[:, :, 8:]
        rows = self.head(torch.relu(self.body(shifted.view(nt, c, h, w))).mean((2, 3)))
        return rows.view(nt // T, T, CLASSES).mean(1)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.feed = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x):
        n, tokens, width = x.shape
        query, key, value = (
            part.view(n, tokens, self.heads, width // self.heads).transpose(1, 2)
            for part in self.mix(self.first(x)).chunk(3, -1)
        )
        weights = torch.softmax(query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5, -1)
        x = x + self.out((weights @ value).transpose(1, 2).reshape(n, tokens, width))
        return x + self.feed(self.second(x))


class FrameTransformer(nn.Module):
    """[1, T, 3, H, W], with tubes of two pictures as tokens, as VideoMAE has them."""

    def __init__(self):
        super().__init__()
        self.tubes = nn.Conv3d(3, 24, (2, 8, 8), (2, 8, 8))
        self.place = nn.Parameter(torch.randn(1, T // 2 * (H // 8) * (W // 8), 24) * 0.1)
        self.layers = nn.Sequential(Attention(24, 4), Attention(24, 4))
        self.head = nn.Linear(24, CLASSES)

    def forward(self, pixel_values):
        tokens = self.tubes(pixel_values.permute(0, 2, 1, 3, 4)).flatten(2).transpose(1, 2)
        return self.head(self.layers(tokens + self.place).mean(1))


class RecurrentFrames(nn.Module):
    """[1, T, 3, H, W] and the state of a GRU, which goes on from window to window."""

    def __init__(self):
        super().__init__()
        self.frames = Frames2d()
        self.gru = nn.GRU(CLASSES, 16, batch_first=True)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, clip, h0):
        rows = self.frames(clip.flatten(0, 1)).unsqueeze(0)
        states, hn = self.gru(rows, h0)
        return 10 * self.head(states[:, -1]), hn


class StreamBuffers(nn.Module):
    """Causal kernels over time with the last pictures kept, and a running mean, as MoViNet's stream networks have them."""

    def __init__(self):
        super().__init__()
        self.space = nn.Conv3d(3, 6, (1, 3, 3), (1, 2, 2), (0, 1, 1))
        self.time = nn.Conv3d(6, 6, (3, 1, 1))
        self.head = nn.Linear(6, CLASSES)

    def forward(self, image, buffer, total, count):
        x = torch.cat([buffer, torch.relu(self.space(image))], 2)
        total = total + torch.relu(self.time(x)).mean((3, 4)).sum(2)
        count = count + T
        return 10 * self.head(total / count.float()), x[:, :, -2:], total, count


class HalfPrecision(Conv3dNetwork):
    """Half precision in, in the weights and out; between them float, which is what a CPU computes with."""

    def __init__(self):
        super().__init__()
        self.matrix = nn.Parameter(self.head.weight.detach().half())

    def forward(self, clip):
        return (self.features(clip.float()) @ self.matrix.float().t()).half()


class BytesInside(Conv3dNetwork):
    """[1, T, H, W, 3] bytes: scaled and put in order inside."""

    def forward(self, clip):
        return super().forward((clip.float() / 255 - 0.45).permute(0, 4, 1, 2, 3) / 0.225)


def planes(clip, mean, std, scale=1 / 255):
    """[1, 3, T, H, W] float32"""
    values = clip.astype(numpy.float32) * numpy.float32(scale)
    values = (values - numpy.array(mean, numpy.float32)) / numpy.array(std, numpy.float32)
    return torch.from_numpy(values).permute(3, 0, 1, 2)[None]


def by_frame(clip, *values):
    """[1, T, 3, H, W] float32"""
    return planes(clip, *values).transpose(1, 2).contiguous()


IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
HALF = (0.5, 0.5)
VIDEO = (0.45, 0.225)


def plain(prepare, *values):
    return lambda clip: (prepare(clip, *values),)


def pathways(clip):
    fast = planes(clip, *VIDEO)
    return fast[:, :, torch.linspace(0, T - 1, T // 4).long()], fast


# Before the networks are made: their weights are random, and the same in every run.
torch.manual_seed(7)

# Name, network, how pictures become inputs, names of inputs and outputs, opset, states at the start, options of the export.
NETWORKS = [
    ("conv3d", Conv3dNetwork(), plain(planes, *VIDEO), ["clip"], ["logits"], 13, [], {}),
    ("conv3d-opset9", Conv3dNetwork(), plain(planes, *VIDEO), ["clip"], ["logits"], 9, [], {}),
    ("probabilities", Probabilities(), plain(planes, *VIDEO), ["clip"], ["prob"], 12, [], {}),
    ("pathways", Pathways(), pathways, ["slow", "fast"], ["logits"], 13, [], {}),
    ("r2plus1d", R2Plus1d(), plain(planes, *HALF), ["input.1"], ["/head/Gemm_output_0"], 16, [], {}),
    ("tsn", Frames2d(), lambda clip: (by_frame(clip, *IMAGENET)[0],), ["pictures"], ["rows"], 11, [], {}),
    ("tsm", ShiftedFrames(False), lambda clip: (by_frame(clip, *IMAGENET)[0],), ["pictures"], ["logits"], 11, [], {}),
    (
        "tsm-merged",
        ShiftedFrames(True),
        lambda clip: (by_frame(clip, *IMAGENET).reshape(1, 3 * T, H, W),),
        ["pictures"],
        ["logits"],
        14,
        [],
        {},
    ),
    ("transformer", FrameTransformer(), plain(by_frame, *IMAGENET), ["pixel_values"], ["logits"], 15, [], {}),
    (
        "gru",
        RecurrentFrames(),
        plain(by_frame, *IMAGENET),
        ["clip", "h0"],
        ["logits", "hn"],
        14,
        [torch.zeros(1, 1, 16)],
        {},
    ),
    (
        "stream",
        StreamBuffers(),
        plain(planes, 0, 1),
        ["image", "buffer", "total", "count"],
        ["logits", "new_buffer", "new_total", "new_count"],
        13,
        [torch.zeros(1, 6, 2, H // 2, W // 2), torch.zeros(1, 6), torch.zeros(1, dtype=torch.int64)],
        {},
    ),
    ("half", HalfPrecision(), lambda clip: (planes(clip, *VIDEO).half(),), ["clip"], ["logits"], 13, [], {}),
    ("bytes", BytesInside(), lambda clip: (torch.from_numpy(clip.copy())[None],), ["clip"], ["logits"], 13, [], {}),
    ("external", Conv3dNetwork(), plain(planes, *VIDEO), ["clip"], ["logits"], 16, [], {}),
    (
        "symbolic",
        Conv3dNetwork(),
        plain(planes, *VIDEO),
        ["clip"],
        ["logits"],
        16,
        [],
        {"dynamic_axes": {"clip": {0: "batch", 2: "time", 3: "height", 4: "width"}, "logits": {0: "batch"}}},
    ),
    ("several-outputs", SeveralOutputs(), plain(planes, *VIDEO), ["clip"], ["features", "logits"], 13, [], {}),
]


def spread(network):
    """Batch normalisation that does something, and weights that tell pictures apart."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm3d):
            nn.init.uniform_(module.running_mean, -0.3, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
        if isinstance(module, (nn.Conv2d, nn.Conv3d)):
            nn.init.kaiming_uniform_(module.weight)


def answers(network, prepare, clips, outputs, states):
    """Probabilities of every clip; states go on from one to the next."""
    rows = []
    for clip in clips:
        results = network(*prepare(clip), *states)
        results = results if isinstance(results, tuple) else (results,)
        states = results[1 : 1 + len(states)]
        scores = dict(zip(outputs, results)).get("logits", results[0]).float()
        is_probability = outputs == ["prob"]
        rows.append((scores if is_probability else torch.softmax(scores.mean(0), -1)).flatten().tolist())
    return rows


def main(folder):
    clips = numpy.fromfile(folder / "clips.bin", numpy.uint8).reshape(-1, T, H, W, 3)
    for name, network, prepare, inputs, outputs, opset, states, options in NETWORKS:
        place = folder / name
        place.mkdir()
        spread(network)
        network.eval()
        path = place / "network.onnx"
        with torch.no_grad():
            example = (*prepare(clips[0]), *states)
            torch.onnx.export(
                network, example, path, input_names=inputs, output_names=outputs, opset_version=opset, **options
            )
            expected = answers(network, prepare, clips, outputs, states)
        if name == "external":
            onnx.save_model(
                onnx.load(str(path)), str(path), save_as_external_data=True, location="network.onnx.data", size_threshold=0
            )
        (place / "expected.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
