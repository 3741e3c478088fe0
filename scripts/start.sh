#!/usr/bin/env bash
# Opens the station: as the desktop program where Electron's binary is installed or can be downloaded, else in a window of
# an installed Chromium or Chrome, else it prints an address to open. Arguments are passed on: npm start -- --directory DIR
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'start: %s\n' "$*"; }

scripts/setup.sh

electron=node_modules/electron/dist/electron
download_limit=300

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# Electron's package downloads its binary on first use.
get_electron() {
  [ -x "$electron" ] && return
  say "fetching Electron's binary (once, about 110 MB)"
  timeout "$download_limit" node node_modules/electron/install.js >/dev/null 2>&1 && [ -x "$electron" ]
}

# Chromium's sandbox needs user namespaces, or its helper with the setuid bit.
can_sandbox() {
  [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null || echo 0)" = 0 ] ||
    [ -u node_modules/electron/dist/chrome-sandbox ]
}

why=''
if ! has_display; then
  why='there is no display'
elif [ "$(id -u)" -eq 0 ]; then
  why='Electron does not run as root'
elif ! get_electron; then
  why="Electron's binary cannot be had here"
elif ! can_sandbox; then
  why="this system keeps Electron's sandbox from working"
fi

if [ -z "$why" ]; then
  exec "$electron" . "$@"
fi
if has_display; then
  say "$why: the station opens in a browser's window"
  exec node_modules/.bin/stepwatch serve --open window "$@"
fi
say "$why: open the address in a browser"
exec node_modules/.bin/stepwatch serve "$@"
