#!/usr/bin/env bash
# With a display, for a person at a terminal: the station on a bundled video, in real time, until Control-C.
# Otherwise in the terminal: checks a good part, then one with a mistake, and fails when a verdict is not the expected one.
# Then it prints how to see the same as a station and, at a terminal, serves that station.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh

station=(
  node_modules/.bin/stepwatch serve --directory "${XDG_STATE_HOME:-$HOME/.local/state}/stepwatch/demo"
  --source 'file:resources/demo/good.mp4#pace=realTime&loop=true'
)

# In a script or in CI nobody would stop the station.
somebody_is_there() { [ -t 0 ] && [ -t 1 ] && [ -z "${CI:-}" ]; }

if somebody_is_there && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "${station[@]}" --open window
fi

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

printf '\nThe same as a station, for a browser at http://127.0.0.1:8270/ with the token that is printed:\n'
printf '$ node_modules/.bin/stepwatch serve --source "file:resources/demo/good.mp4#pace=realTime&loop=true"\n'
if somebody_is_there; then
  exec "${station[@]}"
fi
