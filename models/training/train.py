"""Trains SlowFast for a task (task.py), in a given time or number of steps; can be killed and continued.

On a CPU two processes share each batch, and average their gradients; a GPU takes one, and so does the full network.
"""

from __future__ import annotations

import argparse
import copy
import ctypes
import math
import os
import pickle
import signal
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from torch import Tensor, nn

import pointers
from augmentation import Batch, Sampler
from clips import load_videos
from head_start import start_head
from progress import Progress, run
from slowfast import SlowFast
from slowfast_r50 import SlowFastR50
from task import Task, TaskError, read_task
from weights import start_from

BATCHES = {"reduced": 32, "r50": 2}
"""Clips of one step, of all processes together: the same steps teach the same on any machine."""
LARGEST_PROCESSES = 2
"""Each one takes 0.7 GB: together they stay below 3 GB."""
PEAK_RATE = 1.5e-3
TUNING_SHARE = 0.2
"""Share of all rates where training starts from given weights, which know what hands and benches look like."""
HEAD_RATE = 0.1
"""Share of the rate for the head: it adds up thousands of features, so its steps add up too."""
HEAD_CLIPS = 4800
"""At most so many clips give the head its start; the features of one take 37 kB."""
WARM_UP = 0.04
WEIGHT_DECAY = 0.03
LABEL_SMOOTHING = 0.03
AVERAGE_DECAY = 0.998
TOLD_SECONDS = 2
BFLOAT_FLAGS = {"avx512_bf16", "amx_bf16"}
"""Of /proc/cpuinfo."""
PR_SET_PDEATHSIG = 1
"""prctl(2), <linux/prctl.h>."""


@dataclass(frozen=True)
class Options:
    out: Path
    minutes: float
    steps: int | None
    seed: int
    checkpoint_seconds: float
    as_json: bool

    def share(self, steps: int, seconds: float) -> float:
        """Of the whole training, 0 to 1 and a little more."""
        return steps / self.steps if self.steps else seconds / (self.minutes * 60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", type=Path, required=True, help="JSON file, see task.py")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--minutes", type=float, default=60, help="the schedule fits itself to this time")
    parser.add_argument("--steps", type=int, help="fixed number of steps instead of a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint-seconds", type=float, default=30, help="what a kill costs at most")
    parser.add_argument("--json", action="store_true", help="progress as lines of JSON")
    given = parser.parse_args()
    options = Options(given.out, given.minutes, given.steps, given.seed, given.checkpoint_seconds, given.json)
    run(lambda: train_task(read_task(given.task), options), given.json)


def train_task(task: Task, options: Options) -> None:
    """Leaves `network.pt` in `options.out`; does nothing where it is there already.

    @raises TaskError: something that a person can put right.
    """
    if options.as_json:
        # A program that started this and was killed cannot say so.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    if (options.out / "network.pt").exists():
        return
    if not task.train:
        raise TaskError("there is no recording to train with")
    # Decoded here once; the processes map the same files.
    progress = Progress(options.as_json)
    load_videos(task, task.train, lambda share: progress.step("decode", share))
    if task.base is not None:
        start_from(new_network(task), task.base, task.names)  # says early that the given weights do not fit
    cores = len(os.sched_getaffinity(0))
    processes = 1 if torch.cuda.is_available() or task.network == "r50" else min(cores, LARGEST_PROCESSES)
    # Who ends this process ends the training.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if processes == 1:
        torch.set_num_threads(cores)
        train(0, 1, task, options)
        return
    rendezvous = options.out / "rendezvous"
    rendezvous.unlink(missing_ok=True)
    arguments = (processes, cores // processes, rendezvous, task, options)
    try:
        # Forked, because importing PyTorch takes longer than small trainings: until here it has used one thread.
        multiprocessing.start_processes(train_in_process, arguments, processes, daemon=True, start_method="fork")
    finally:
        rendezvous.unlink(missing_ok=True)


def train_in_process(
    rank: int, processes: int, threads: int, rendezvous: Path, task: Task, options: Options
) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A parent that is killed cannot say so.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    torch.set_num_threads(threads)
    distributed.init_process_group("gloo", f"file://{rendezvous.resolve()}", rank=rank, world_size=processes)
    train(rank, processes, task, options)


def new_network(task: Task, pointer_channels: int = 0) -> nn.Module:
    classes = len(task.labels)
    return SlowFastR50(classes) if task.network == "r50" else SlowFast(classes, pointer_channels)


def train(rank: int, processes: int, task: Task, options: Options) -> None:
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    progress = Progress(options.as_json)
    videos = load_videos(task, task.train)
    sees_truth = all(video.hands is not None for video in videos)
    network = new_network(task, pointers.CHANNELS if sees_truth else 0)
    knows_labels = task.base is not None and start_from(network, task.base, task.names)
    network.to(device)
    average = copy.deepcopy(network)
    optimizer = make_optimizer(network, task)
    checkpoint = options.out / "checkpoint.pt"
    step, spent = resume(checkpoint, network, average, optimizer, device)
    batch = max(1, BATCHES[task.network] // processes)
    sampler = Sampler(task, videos, [options.seed, rank, step])
    started = time.monotonic() - spent
    set_training(network, task)
    if step == 0 and task.base is not None and task.network == "reduced" and not knows_labels:
        if rank == 0:
            progress.step("fit", 0)
        give_head_start(network, task, sampler, batch, processes, device)
        average.load_state_dict(network.state_dict())

    leads = rank == 0
    last_checkpoint, last_told, began = spent, -TOLD_SECONDS, (step, spent)
    losses = None
    while True:
        # The time is averaged like the gradients: all processes agree on it.
        share = options.share(step, spent)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * schedule(share)
        loss = backward(network, sampler.batch(batch), device)
        told = torch.tensor([loss.classes, loss.pointers, time.monotonic() - started], device=device)
        average_over_processes([told, *(parameter.grad for parameter in network.parameters())], processes)
        shared = told.tolist()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        spent = shared[2]
        losses = shared[:2] if losses is None else [0.98 * a + 0.02 * b for a, b in zip(losses, shared)]
        step += 1
        if not leads:
            continue
        follow(average, network, min(AVERAGE_DECAY, (1 + step) / (10 + step)))
        if spent - last_checkpoint > options.checkpoint_seconds:
            last_checkpoint = spent
            save(checkpoint, network, average, optimizer, step, spent)
        if spent - last_told > TOLD_SECONDS:
            last_told = spent
            share = min(1.0, options.share(step, spent))
            rate = (step - began[0]) / max(1e-6, spent - began[1])
            left = (options.steps - step) / rate if options.steps else options.minutes * 60 - spent
            clips_a_second = round(rate * batch * processes, 1)
            progress.step("fit", share, left, steps=step, loss=round(losses[0], 3), clipsPerSecond=clips_a_second)
    if not leads:
        return
    save(checkpoint, network, average, optimizer, step, spent)
    clips = step * batch * processes
    progress.done("fit", steps=step, clips=clips)
    taught = {"network": average.state_dict(), "labels": list(task.names), "steps": step, "clips": clips}
    write(options.out / "network.pt", taught)


def set_training(network: nn.Module, task: Task) -> None:
    """Given weights keep the statistics of their normalisations: batches of a few people and one bench would spoil them."""
    network.train()
    if task.base is None:
        return
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm3d)):
            module.eval()


def give_head_start(
    network: SlowFast, task: Task, sampler: Sampler, batch: int, processes: int, device: str
) -> None:
    def draw() -> tuple[Tensor, Tensor]:
        drawn = sampler.batch(batch)
        with torch.no_grad(), autocast(device):
            features, _ = network.features_and_pointers(drawn.frames.to(device))
        return features, drawn.labels.to(device)

    windows = int(sum(video.seconds for video in sampler.videos) / task.hop_seconds)
    average = lambda tensors: average_over_processes(tensors, processes)
    start_head(network.head, min(windows, HEAD_CLIPS), draw, processes, average, LABEL_SMOOTHING)


def make_optimizer(network: nn.Module, task: Task) -> torch.optim.AdamW:
    head = list(network.head.parameters())
    heads = {id(parameter) for parameter in head}
    body = [parameter for parameter in network.parameters() if id(parameter) not in heads]
    of_body = PEAK_RATE * (1 if task.base is None else TUNING_SHARE)
    # The head of the full network adds up a few features only.
    of_head = of_body * (HEAD_RATE if task.network == "reduced" else 1)
    groups = [{"params": body, "peak": of_body}, {"params": head, "peak": of_head}]
    return torch.optim.AdamW(groups, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)


def schedule(progress: float) -> float:
    """Linear warm-up, then half a cosine to nothing."""
    if progress < WARM_UP:
        return max(0.01, progress / WARM_UP)
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


@dataclass
class Loss:
    classes: float
    pointers: float


def backward(network: nn.Module, batch: Batch, device: str) -> Loss:
    """Leaves the gradients of one batch in the network."""
    with autocast(device):
        scores, answers = network.scores_and_pointers(batch.frames.to(device))
    classes = F.cross_entropy(scores.float(), batch.labels.to(device), label_smoothing=LABEL_SMOOTHING)
    pointing = torch.zeros(()) if batch.truth is None else pointers.loss(answers, batch.truth)
    network.zero_grad(set_to_none=True)
    (classes + pointing.to(device)).backward()
    return Loss(float(classes), float(pointing))


def autocast(device: str) -> torch.autocast:
    return torch.autocast(device, torch.bfloat16, enabled=multiplies_bfloat(device))


@cache
def multiplies_bfloat(device: str) -> bool:
    """bfloat16 halves the time where there are instructions for it; elsewhere PyTorch takes many times longer with it."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported()
    return not BFLOAT_FLAGS.isdisjoint(Path("/proc/cpuinfo").read_text().split())


def average_over_processes(tensors: list[Tensor], processes: int) -> None:
    """In place: each becomes the mean of what the processes have."""
    if processes == 1:
        return
    flat = torch.cat([tensor.flatten() for tensor in tensors])
    distributed.all_reduce(flat)
    flat /= processes
    for tensor, mean in zip(tensors, flat.split([tensor.numel() for tensor in tensors])):
        tensor.copy_(mean.view_as(tensor))


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Exponential moving average of all weights and statistics."""
    for mine, its in zip(average.state_dict().values(), network.state_dict().values()):
        if mine.dtype.is_floating_point:
            mine.lerp_(its, 1 - decay)
        else:
            mine.copy_(its)


def resume(
    checkpoint: Path, network: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, device: str
) -> tuple[int, float]:
    """@returns Steps and seconds that were done before; a checkpoint of another task is begun again."""
    if not checkpoint.exists():
        return 0, 0.0
    try:
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        groups = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": saved["moments"], "param_groups": groups})
    except (RuntimeError, KeyError, ValueError, EOFError, pickle.UnpicklingError):
        return 0, 0.0
    return saved["step"], float(saved["seconds"])


def save(path: Path, network: nn.Module, average: nn.Module, optimizer, step: int, seconds: float) -> None:
    # Tensors and whole numbers only: what is read again is then no program (`weights_only`), even in a project of somebody else.
    state = {
        "network": network.state_dict(),
        "average": average.state_dict(),
        "moments": optimizer.state_dict()["state"],
        "step": step,
        "seconds": torch.tensor(seconds),
    }
    write(path, state)


def write(path: Path, state: dict) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.rename(path)


if __name__ == "__main__":
    main()
