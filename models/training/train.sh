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
  # It says how large they are, and asks.
  sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get install --no-install-recommends python3-torch python3-onnx python3-numpy
}
# Large tensors come and go with every step: huge pages that stay save a quarter of the time on a CPU.
malloc=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=17179869184
malloc+=:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=1073741824

data=$training/data run=$training/runs/demo
npx tsx $training/line/main.ts dataset --out $data
mkdir -p $run
for split in val test; do
  "$python" $training/demo_task.py --data $data --held-out $split >$run/$split.json
done
GLIBC_TUNABLES=$malloc "$python" $training/train.py --task $run/val.json --out $run --minutes "${MINUTES:-60}"
# Honest probabilities are fitted on one split, the quality is measured on another.
"$python" $training/export.py --task $run/val.json --run $run --out $run/val --json | tee $run/export.jsonl
number='\(-\{0,1\}[0-9.]*\)'
calibration=$(sed -n "s/.*\"temperature\": $number, \"offset\": $number.*/\1 \2/p" $run/export.jsonl)
"$python" $training/export.py --task $run/test.json --run $run --out models/demo --calibration $calibration \
  --data "synthetic line, test split: operators and cameras that training never saw"
for target in x64-vnni x64; do
  npx stepwatch optimize models/demo --target $target --calibrate $data/val/*.mp4
done
npx stepwatch evaluate models/demo --data $data/test
