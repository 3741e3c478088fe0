"""Trains SlowFast for a task (task.py), in a given time or number of steps; can be killed and continued.

On a CPU every core trains a process of its own on batches of its own, and the gradients are averaged, as far as memory allows;
a GPU takes one, and so does the full network.
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
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from torch import nn

import pointers
from augmentation import Batch, Sampler
from clips import load_videos
from evaluation import quality, score
from progress import Progress, run
from slowfast import SlowFast
from slowfast_r50 import SlowFastR50
from task import Task, TaskError, read_task
from weights import start_from

BATCHES = {"reduced": 16, "r50": 2}
"""Clips of one process in one step."""
LARGEST_PROCESSES = 3
"""Each one takes 0.7 GB: together they stay below 3 GB."""
PEAK_RATE = 1.5e-3
TUNING_SHARE = 0.5
"""Share of the rate where training starts from given weights, which know what hands and benches look like."""
HEAD_RATE = 0.1
"""Share of the rate for the head: it adds up thousands of features, so its steps add up too."""
WARM_UP = 0.04
WEIGHT_DECAY = 0.03
LABEL_SMOOTHING = 0.03
AVERAGE_DECAY = 0.998
TOLD_SECONDS = 2
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
    options.out.mkdir(parents=True, exist_ok=True)
    if (options.out / "network.pt").exists():
        return
    if not task.train:
        raise TaskError("there is no recording to train with")
    # Decoded here once; the processes map the same files.
    progress = Progress(options.as_json)
    load_videos(task, (*task.train, *task.held_out), lambda share: progress.step("decode", share))
    new_network(task)  # says early that the given weights do not fit
    cores = len(os.sched_getaffinity(0))
    processes = 1 if torch.cuda.is_available() or task.network == "r50" else min(cores, LARGEST_PROCESSES)
    rendezvous = options.out / "rendezvous"
    rendezvous.unlink(missing_ok=True)
    # Who ends this process ends the training.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = (processes, max(1, cores // processes), rendezvous, task, options)
    try:
        multiprocessing.spawn(train, arguments, processes, daemon=True)
    finally:
        rendezvous.unlink(missing_ok=True)


def new_network(task: Task, pointer_channels: int = 0) -> nn.Module:
    """@raises TaskError: the given weights do not fit."""
    classes = len(task.labels)
    network = SlowFastR50(classes) if task.network == "r50" else SlowFast(classes, pointer_channels)
    if task.base is not None:
        start_from(network, task.base)
    return network


def train(rank: int, processes: int, threads: int, rendezvous: Path, task: Task, options: Options) -> None:
    # A parent that is killed cannot say so.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    torch.set_num_threads(threads)
    distributed.init_process_group("gloo", f"file://{rendezvous.resolve()}", rank=rank, world_size=processes)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    progress = Progress(options.as_json)
    videos = load_videos(task, task.train)
    sees_truth = all(video.hands is not None for video in videos)
    network = new_network(task, pointers.CHANNELS if sees_truth else 0).to(device)
    average = copy.deepcopy(network)
    optimizer = make_optimizer(network, task)
    checkpoint = options.out / "checkpoint.pt"
    step, spent = resume(checkpoint, network, average, optimizer, device)
    batch = BATCHES[task.network]
    sampler = Sampler(task, videos, [options.seed, rank, step])

    leads = rank == 0
    started = time.monotonic() - spent
    last_checkpoint, last_told, began = spent, -TOLD_SECONDS, (step, spent)
    losses = None
    while True:
        # The time is averaged like the gradients: all processes agree on it.
        share = step / options.steps if options.steps else spent / (options.minutes * 60)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * schedule(share)
        loss = backward(network, sampler.batch(batch), device)
        shared = average_over_processes(
            network, processes, [loss.classes, loss.pointers, time.monotonic() - started], device
        )
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        spent = shared[2]
        losses = shared[:2] if losses is None else [0.98 * a + 0.02 * b for a, b in zip(losses, shared)]
        step += 1
        if not leads:
            continue
        follow(average, network, min(AVERAGE_DECAY, (1 + step) / (10 + step)))
        if spent - last_told > TOLD_SECONDS:
            last_told = spent
            rate = (step - began[0]) / max(1e-6, spent - began[1])
            left = (options.steps - step) / rate if options.steps else options.minutes * 60 - spent
            clips_a_second = round(rate * batch * processes, 1)
            progress.step("fit", share, left, steps=step, loss=round(losses[0], 3), clipsPerSecond=clips_a_second)
        if spent - last_checkpoint > options.checkpoint_seconds:
            last_checkpoint = spent
            save(checkpoint, network, average, optimizer, step, spent)
    if not leads:
        return
    save(checkpoint, network, average, optimizer, step, spent)
    clips = step * batch * processes
    if task.held_out:
        result = quality(*score(average, task, load_videos(task, task.held_out), device))
        progress.done("fit", steps=step, clips=clips, accuracy=result["accuracy"], f1=result["f1"])
    else:
        progress.done("fit", steps=step, clips=clips)
    write(options.out / "network.pt", {"network": average.state_dict(), "steps": step, "clips": clips})


def make_optimizer(network: nn.Module, task: Task) -> torch.optim.AdamW:
    head = list(network.head.parameters())
    heads = {id(parameter) for parameter in head}
    body = [parameter for parameter in network.parameters() if id(parameter) not in heads]
    of_body = PEAK_RATE * (1 if task.base is None else TUNING_SHARE)
    # The head of the full network adds up a few features only.
    of_head = PEAK_RATE * (HEAD_RATE if task.network == "reduced" else 1)
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
    network.train()
    # bfloat16 halves the time on CPUs that have it (AVX-512 BF16, AMX) and on GPUs.
    with torch.autocast(device, torch.bfloat16):
        scores, answers = network.scores_and_pointers(batch.frames.to(device))
    classes = F.cross_entropy(scores.float(), batch.labels.to(device), label_smoothing=LABEL_SMOOTHING)
    pointing = torch.zeros(()) if batch.truth is None else pointers.loss(answers, batch.truth)
    network.zero_grad(set_to_none=True)
    (classes + pointing.to(device)).backward()
    return Loss(float(classes), float(pointing))


def average_over_processes(
    network: nn.Module, processes: int, numbers: list[float], device: str
) -> list[float]:
    """Averages the gradients, and some numbers along with them. @returns The averaged numbers."""
    gradients = [parameter.grad for parameter in network.parameters()]
    flat = torch.cat([torch.tensor(numbers, device=device), *(gradient.flatten() for gradient in gradients)])
    if processes > 1:
        distributed.all_reduce(flat)
        flat /= processes
    at = len(numbers)
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
    return flat[: len(numbers)].tolist()


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
