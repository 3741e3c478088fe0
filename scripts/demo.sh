#!/usr/bin/env bash
# The main job on bundled videos: a good part, then one with a mistake. Fails when a verdict is not the expected one.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh

recipe=resources/recipes/coupling.yaml

# judge VIDEO EXIT_CODE: shows the check as a user would run it.
judge() {
  local code=0
  printf '\n$ npx stepwatch check %s --recipe %s\n' "$1" "$recipe"
  node_modules/.bin/stepwatch check "$1" --recipe "$recipe" || code=$?
  [ "$code" -eq "$2" ] && return
  printf 'demo: exit code %s where %s was expected\n' "$code" "$2" >&2
  exit 1
}

judge resources/demo/good.mp4 0
judge resources/demo/swapped.mp4 1
