#!/usr/bin/env bash
# The demo network from nothing: renders the line, trains, measures, exports to models/demo.
# MINUTES (60) is the time for training alone; a GPU is used where PyTorch finds one.
set -euo pipefail
cd "$(dirname "$0")/../.."
training=models/training
# Debian's own: another python3 on the PATH does not have its packages.
python=/usr/bin/python3

scripts/setup.sh
"$python" -c 'import torch, onnx, numpy' 2>/dev/null || {
  echo 'training: installing PyTorch, ONNX and NumPy'
  sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get -qq update
  "${sudo[@]}" apt-get -qq -y --no-install-recommends install python3-torch python3-onnx python3-numpy >/dev/null
}
# Large tensors come and go with every step: huge pages that stay save a quarter of the time on a CPU.
malloc=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=17179869184
malloc+=:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=1073741824

npx tsx $training/line/main.ts dataset --out $training/data
GLIBC_TUNABLES=$malloc "$python" $training/train.py --data $training/data --out $training/runs/demo --minutes "${MINUTES:-60}"
"$python" $training/export.py --data $training/data --run $training/runs/demo --out models/demo
for target in x64-vnni x64; do
  npx stepwatch optimize models/demo --target $target --calibrate $training/data/val/*.mp4
done
npx stepwatch evaluate models/demo --data $training/data/test
