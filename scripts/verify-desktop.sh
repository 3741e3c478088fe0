#!/usr/bin/env bash
# Runs every end-to-end test in the desktop program and writes what was seen into a report, as Markdown. For a machine that has
# Electron's binary; run it once for each kind of machine, and put the report's first lines into docs/verified.md.
# Usage: scripts/verify-desktop.sh [--package] [SPEC...]   --package: also builds the deb and the AppImage, and reads the fuses
#        of the program in it. SPEC: some of the tests, such as live.spec.ts.
# Exit code: 0 all passed, 1 something failed, 2 it cannot run here.
set -euo pipefail
cd "$(dirname "$0")/.."

package=
if [ "${1:-}" = --package ]; then
  package=1
  shift
fi

electron=node_modules/electron/dist/electron
folder=build/verify-desktop
results=$folder/results.json
report=$folder/$(date +%Y-%m-%d)-$(uname -m).md
pictures=build/e2e

cannot() {
  printf 'verify-desktop: %s\n' "$1" >&2
  exit 2
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# As in start.sh: Chromium's sandbox needs user namespaces, or its helper with the setuid bit.
can_sandbox() {
  [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null || echo 0)" = 0 ] ||
    [ -u node_modules/electron/dist/chrome-sandbox ]
}

[ -x "$electron" ] ||
  cannot "Electron's binary is not there ($electron). \"npm start\" fetches it where it can be downloaded."
[ "$(id -u)" -ne 0 ] || cannot 'Electron does not run as root: run this as another user.'
has_display || command -v xvfb-run >/dev/null ||
  cannot 'There is no display, and no xvfb-run (package xvfb) that would make one.'
can_sandbox || cannot "This system keeps Electron's sandbox from working: see docs/desktop.md, \"Verify\"."

scripts/setup.sh --tests
mkdir -p "$folder"
rm -f "$results" "$report"

display=()
if ! has_display; then
  display=(xvfb-run -a -s '-screen 0 1920x1080x24')
  export STEPWATCH_DISPLAY='Xvfb, 1920x1080'
fi

# A test that fails is told by the report.
STEPWATCH_SHELL=electron STEPWATCH_PICTURES=all PLAYWRIGHT_JSON_OUTPUT_FILE=$results \
  "${display[@]}" node_modules/.bin/playwright test -c test/e2e --reporter=list,json "$@" || true
[ -s "$results" ] || cannot 'Playwright ended without results.'

packaged=()
if [ -n "$package" ]; then
  npm run --silent package:desktop
  packaged=(dist/linux*unpacked/stepwatch-desktop)
fi

code=0
node_modules/.bin/tsx scripts/desktop-report/main.ts \
  "$results" "$pictures" "$report" "$electron" "${packaged[@]}" || code=1
printf '\nReport: %s\n' "$PWD/$report"
exit "$code"
