#!/usr/bin/env bash
# The main job on two bundled videos: a good part, and one on which a step was forgotten.
set -euo pipefail
cd "$(dirname "$0")/.."

check() {
  printf '\n$ npx stepwatch check resources/demo/%s --recipe resources/recipes/coupling.yaml\n' "$1"
  # 1 and 3 are verdicts (fail, warn); only 2 means that the check itself did not work.
  node out/main/cli.js check "resources/demo/$1" --recipe resources/recipes/coupling.yaml || [ $? -ne 2 ]
}

check good.mp4
check skipped.mp4
