"""Trains SlowFast on the rendered line, in a given time or number of steps; can be interrupted and continued."""

from __future__ import annotations

import argparse
import copy
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from augmentation import Sampler
from clips import CLASSES, load_split
from evaluation import quality, score
from slowfast import SlowFast

BATCH = 24
PEAK_RATE = 1.5e-3
WARM_UP = 0.05
WEIGHT_DECAY = 0.03
LABEL_SMOOTHING = 0.03
AVERAGE_DECAY = 0.998
CHECKPOINT_SECONDS = 240


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and val/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--minutes", type=float, default=60, help="the schedule fits itself to this time")
    parser.add_argument("--steps", type=int, help="fixed number of steps instead of a time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"

    sampler = Sampler(load_split(options.data / "train"), options.seed)
    validation = load_split(options.data / "val")
    network = SlowFast(len(CLASSES)).to(device)
    average = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    checkpoint = options.out / "checkpoint.pt"
    step, spent = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        step, spent = saved["step"], saved["seconds"]
        sampler.random = type(sampler.random)(type(sampler.random.bit_generator)(options.seed + step))
        print(f"continues at step {step}", flush=True)

    started = time.monotonic() - spent
    last_checkpoint = spent
    loss_average = None
    while True:
        spent = time.monotonic() - started
        progress = step / options.steps if options.steps else spent / (options.minutes * 60)
        if progress >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * schedule(progress)
        loss = train_step(network, optimizer, *sampler.batch(BATCH), device)
        loss_average = loss if loss_average is None else 0.98 * loss_average + 0.02 * loss
        step += 1
        follow(average, network, min(AVERAGE_DECAY, (1 + step) / (10 + step)))
        if step % 50 == 0:
            rate = step * BATCH / spent
            print(f"{100 * progress:5.1f} %  step {step}  loss {loss_average:.3f}  {rate:.1f} clips/s", flush=True)
        if spent - last_checkpoint > CHECKPOINT_SECONDS:
            last_checkpoint = spent
            result = quality(*score(average, validation, device))
            print(f"validation: accuracy {result['accuracy']:.4f}  f1 {result['f1']:.4f}", flush=True)
            save(checkpoint, network, average, optimizer, step, spent)
    save(checkpoint, network, average, optimizer, step, spent)
    torch.save({"network": average.state_dict(), "steps": step, "clips": step * BATCH}, options.out / "network.pt")
    result = quality(*score(average, validation, device))
    print(f"done: {step * BATCH} clips, validation accuracy {result['accuracy']:.4f}  f1 {result['f1']:.4f}")


def schedule(progress: float) -> float:
    """Linear warm-up, then half a cosine to nothing."""
    if progress < WARM_UP:
        return max(0.01, progress / WARM_UP)
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def train_step(network: SlowFast, optimizer, frames, labels, device: str) -> float:
    network.train()
    # bfloat16 halves the time on CPUs that have it (AVX-512 BF16, AMX) and on GPUs.
    with torch.autocast(device, torch.bfloat16):
        scores = network(frames.to(device))
    loss = F.cross_entropy(scores.float(), labels.to(device), label_smoothing=LABEL_SMOOTHING)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    return float(loss)


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
