"""Trains SlowFast on the rendered line, in a given time or number of steps; can be interrupted and continued.

On a CPU every core trains a process of its own on batches of its own, and the gradients are averaged; a GPU takes one.
"""

from __future__ import annotations

import argparse
import copy
import math
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F

import pointers
from augmentation import Batch, Sampler
from clips import CLASSES, load_split
from evaluation import quality, score
from slowfast import SlowFast

BATCH = 16
"""Clips of one process in one step."""
PEAK_RATE = 1.5e-3
HEAD_RATE = 0.1
"""Share of the rate for the head: it adds up thousands of features, so its steps add up too."""
WARM_UP = 0.04
WEIGHT_DECAY = 0.03
LABEL_SMOOTHING = 0.03
AVERAGE_DECAY = 0.998
CHECKPOINT_SECONDS = 360


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and val/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--minutes", type=float, default=60, help="the schedule fits itself to this time")
    parser.add_argument("--steps", type=int, help="fixed number of steps instead of a time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    # Decoded here once; the processes map the same files.
    for split in ("train", "val"):
        print(f"{split}: {len(load_split(options.data / split))} videos", flush=True)
    processes = 1 if torch.cuda.is_available() else len(os.sched_getaffinity(0))
    rendezvous = options.out / "rendezvous"
    rendezvous.unlink(missing_ok=True)
    # Who ends this process ends the training.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    multiprocessing.spawn(train, (processes, rendezvous, options), processes, daemon=True)


def train(rank: int, processes: int, rendezvous: Path, options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", f"file://{rendezvous.resolve()}", rank=rank, world_size=processes)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    videos = load_split(options.data / "train")
    validation = load_split(options.data / "val")
    network = SlowFast(len(CLASSES), pointers.CHANNELS).to(device)
    average = copy.deepcopy(network)
    head = list(network.head.parameters())
    body = [parameter for name, parameter in network.named_parameters() if not name.startswith("head.")]
    groups = [{"params": body, "scale": 1.0}, {"params": head, "scale": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    checkpoint = options.out / "checkpoint.pt"
    step, spent = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        step, spent = saved["step"], saved["seconds"]
    sampler = Sampler(videos, [options.seed, rank, step])

    leads = rank == 0
    started = time.monotonic() - spent
    last_checkpoint = spent
    losses = None
    while True:
        # The time is averaged like the gradients: all processes agree on it.
        progress = step / options.steps if options.steps else spent / (options.minutes * 60)
        if progress >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * group["scale"] * schedule(progress)
        loss = backward(network, sampler.batch(BATCH), device)
        shared = average_over_processes(
            network, processes, [loss.classes, loss.pointers, time.monotonic() - started], device
        )
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        spent = shared[2]
        losses = shared[:2] if losses is None else [0.98 * a + 0.02 * b for a, b in zip(losses, shared)]
        step += 1
        if not leads:
            continue
        follow(average, network, min(AVERAGE_DECAY, (1 + step) / (10 + step)))
        if step % 50 == 0:
            clips = step * BATCH * processes
            print(
                f"{100 * progress:5.1f} %  step {step}  loss {losses[0]:.3f}  pointers {losses[1]:.3f}  "
                f"{clips / spent:.1f} clips/s",
                flush=True,
            )
        if spent - last_checkpoint > CHECKPOINT_SECONDS:
            last_checkpoint = spent
            save(checkpoint, network, average, optimizer, step, spent)
            result = quality(*score(average, validation, device))
            print(f"validation: accuracy {result['accuracy']:.4f}  f1 {result['f1']:.4f}", flush=True)
    if not leads:
        return
    save(checkpoint, network, average, optimizer, step, spent)
    clips = step * BATCH * processes
    torch.save({"network": average.state_dict(), "steps": step, "clips": clips}, options.out / "network.pt")
    result = quality(*score(average, validation, device))
    print(f"done: {clips} clips, validation accuracy {result['accuracy']:.4f}  f1 {result['f1']:.4f}")


def schedule(progress: float) -> float:
    """Linear warm-up, then half a cosine to nothing."""
    if progress < WARM_UP:
        return max(0.01, progress / WARM_UP)
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


@dataclass
class Loss:
    classes: float
    pointers: float


def backward(network: SlowFast, batch: Batch, device: str) -> Loss:
    """Leaves the gradients of one batch in the network."""
    network.train()
    # bfloat16 halves the time on CPUs that have it (AVX-512 BF16, AMX) and on GPUs.
    with torch.autocast(device, torch.bfloat16):
        scores, answers = network.scores_and_pointers(batch.frames.to(device))
    classes = F.cross_entropy(scores.float(), batch.labels.to(device), label_smoothing=LABEL_SMOOTHING)
    pointing = pointers.loss(answers, batch.truth)
    network.zero_grad(set_to_none=True)
    (classes + pointing).backward()
    return Loss(float(classes), float(pointing))


def average_over_processes(
    network: SlowFast, processes: int, numbers: list[float], device: str
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
def follow(average: SlowFast, network: SlowFast, decay: float) -> None:
    """Exponential moving average of all weights and statistics."""
    for mine, its in zip(average.state_dict().values(), network.state_dict().values()):
        if mine.dtype.is_floating_point:
            mine.lerp_(its, 1 - decay)
        else:
            mine.copy_(its)


def save(path: Path, network: SlowFast, average: SlowFast, optimizer, step: int, seconds: float) -> None:
    part = path.with_suffix(".part")
    state = {
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "seconds": seconds,
    }
    torch.save(state, part)
    part.rename(path)


if __name__ == "__main__":
    main()
