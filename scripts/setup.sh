#!/usr/bin/env bash
# Makes a checkout ready to run on Debian or Ubuntu with Node 20.19 or later: system packages, Node packages, the
# native addon and the build. Every part is skipped when it is already in place; run it as often as you like.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
  fail "Node $(node --version) is too old: install Node 20.19 or later."

# GStreamer: libav and the plugin sets decode what cameras and phones record; -ugly has the H.264 encoder, -x the text
# overlay, which needs a font. The last two serve RTSP in the tests.
system_packages=(
  g++ pkg-config libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev
  gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
  gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-x fonts-dejavu-core
  python3-gi gir1.2-gst-rtsp-server-1.0
)
missing_packages() {
  local package
  for package in "${system_packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
}
install_system_packages() {
  command -v apt-get >/dev/null || fail "apt-get is missing. Install GStreamer 1.20 or later with its -dev files, g++ and pkg-config."
  local sudo=() missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing, and sudo is too; as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${#missing[@]} system packages: ${missing[*]}"
  "${sudo[@]}" apt-get -qq update
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
}

# npm writes node_modules/.package-lock.json at the end of an installation that went through.
install_node_packages() {
  local done_mark=node_modules/.package-lock.json
  [ "$done_mark" -nt package-lock.json ] && [ "$done_mark" -nt package.json ] && return
  say 'installing the Node packages of package-lock.json'
  npm ci --no-audit --no-fund --loglevel=error
  touch "$done_mark"
}

build() {
  local built=out/main/cli.js
  if [ -f "$built" ] && [ -z "$(find src-* electron.vite.config.ts package-lock.json -newer "$built" -type f -print -quit)" ]; then
    return
  fi
  say 'building'
  rm -rf out
  node_modules/.bin/electron-vite build --logLevel warn >/dev/null
  # npx and npm scripts look here for the program of the package itself.
  chmod +x "$built"
  ln -sfn "../../$built" node_modules/.bin/stepwatch
}

install_system_packages
install_node_packages
scripts/build-native.sh
build
say 'ready'
