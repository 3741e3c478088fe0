#!/usr/bin/env bash
# The demo network from nothing: renders the line, trains, measures, exports to models/demo.
# MINUTES (60) is the time for training alone; a GPU is used where PyTorch finds one.
set -euo pipefail
cd "$(dirname "$0")/../.."
training=models/training
python3 -c 'import torch, onnx, numpy' 2>/dev/null || {
  echo 'PyTorch, ONNX or NumPy is missing: apt-get install python3-torch python3-onnx python3-numpy' >&2
  exit 1
}
# Large tensors come and go with every step: huge pages that stay save a quarter of the time on a CPU.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=17179869184:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=1073741824
npx tsx $training/line/main.ts dataset --out $training/data
python3 $training/train.py --data $training/data --out $training/runs/demo --minutes "${MINUTES:-60}"
python3 $training/export.py --data $training/data --run $training/runs/demo --out models/demo
