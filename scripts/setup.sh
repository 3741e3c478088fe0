#!/usr/bin/env bash
# Makes a checkout ready to run on Debian or Ubuntu with Node 20.19 or later: system packages, Node packages, the
# native addon and the build; with --tests also the browser that the tests need. Every part is skipped when it is already
# in place; run it as often as you like.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v node >/dev/null && command -v npm >/dev/null ||
  fail 'Node is missing: install Node 20.19 or later, with npm (https://nodejs.org).'
node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
  fail "Node $(node --version) is too old: install Node 20.19 or later."

# GStreamer: libav and the plugin sets decode what cameras and phones record; -ugly has the H.264 encoder, -x the text
# overlay, which needs a font. The packaged station depends on the same list. The last two serve RTSP in the tests. The
# names are the same from Debian 12 and Ubuntu 22.04 on.
mapfile -t system_packages <scripts/media-packages.txt
system_packages+=(
  g++ pkg-config libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev gstreamer1.0-tools
  python3-gi gir1.2-gst-rtsp-server-1.0
)
# Only the tests of the screens need a browser.
find_browser() {
  [ -n "${PLAYWRIGHT_CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null
}
if [ "${1:-}" = --tests ] && ! find_browser; then system_packages+=(chromium); fi
# The broker and the database of a plant, and certificates for them.
if [ "${1:-}" = --tests ]; then system_packages+=(mosquitto openssl postgresql); fi
# The compiler and pkg-config may come from other packages; only the programs must be there.
is_installed() {
  case "$1" in
    g++ | pkg-config) command -v "$1" >/dev/null ;;
    *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
  esac
}
missing_packages() {
  local package
  for package in "${system_packages[@]}"; do
    is_installed "$package" || printf '%s\n' "$package"
  done
}
has_gstreamer() {
  command -v g++ >/dev/null && pkg-config --exists gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0 2>/dev/null
}
install_system_packages() {
  local sudo=() missing
  if ! command -v apt-get >/dev/null; then
    has_gstreamer && { say 'no apt-get here: using the GStreamer that is installed'; return; }
    fail 'no apt-get here: install GStreamer 1.20 or later with its -dev files and plugin sets, g++ and pkg-config.'
  fi
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "packages are missing, and so is sudo; as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${#missing[@]} system packages${sudo:+ with sudo}: ${missing[*]}"
  # The old list of packages may be good enough.
  "${sudo[@]}" apt-get -qq update || say 'the list of packages could not be refreshed; trying with the old one'
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null ||
    fail "apt-get could not install them; try: ${sudo[*]} apt-get install ${missing[*]}"
}

# npm writes node_modules/.package-lock.json when an installation has succeeded.
install_node_packages() {
  local done_mark=node_modules/.package-lock.json
  [ "$done_mark" -nt package-lock.json ] && [ "$done_mark" -nt package.json ] && return
  say 'installing the Node packages of package-lock.json'
  # Also where NODE_ENV=production: the build needs the development packages.
  npm ci --include=dev --no-audit --no-fund --loglevel=error
  touch "$done_mark"
}

build() {
  local built=out/main/cli.js
  if [ -f "$built" ] && [ -z "$(find src-* electron.vite.config.ts package.json package-lock.json -newer "$built" -type f -print -quit)" ]; then
    return
  fi
  say 'building'
  rm -rf out
  node_modules/.bin/electron-vite build --logLevel error >/dev/null
  chmod +x "$built"
}

# npx and npm scripts look for the program `stepwatch` here. npm does not put it there by itself.
link_program() {
  ln -sfn ../../out/main/cli.js node_modules/.bin/stepwatch
}

install_system_packages
install_node_packages
scripts/build-native.sh
build
link_program
say 'ready'
