#!/usr/bin/env bash
# Builds the addons with a sanitizer into build/sanitized, and runs tests with them. What is found ends the run.
#   scripts/sanitize.sh address [TEST FILES]   memory, undefined behaviour and leaks, in the tests of media and system
#   scripts/sanitize.sh thread                 races of the frame router, in a program of its own: Node itself is no program
#                                              that ThreadSanitizer can be loaded into
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/build/sanitized
suppressions=$PWD/scripts/sanitizers

sanitize_address() {
  local files=("$@") library
  [ ${#files[@]} -gt 0 ] || files=(test/integration/media test/integration/system)
  library=$(gcc -print-file-name=libasan.so)
  # GCC takes no comparison of a function with null for a constant while it checks for null; the headers of Node-API need it.
  NATIVE_FLAGS='-fsanitize=address,undefined -fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute
    -fdelete-null-pointer-checks -fno-omit-frame-pointer -fno-sanitize-recover=undefined -g -O1' \
    scripts/build-native.sh "$folder/address"
  # Programs that tests start with a clean environment are not watched. Leaks are looked for when a process of tests ends.
  export STEPWATCH_ADDONS=$folder/address
  export ASAN_OPTIONS=detect_leaks=${SANITIZE_LEAKS:-1}:allow_user_segv_handler=1:detect_odr_violation=0:log_path=$folder/report
  export LSAN_OPTIONS=suppressions=$suppressions/leak.supp:print_suppressions=0
  export UBSAN_OPTIONS=print_stacktrace=1
  rm -f "$folder"/report.*
  # libstdc++ too: the sanitizer must find the real functions that it stands for.
  LD_PRELOAD=$library:$(gcc -print-file-name=libstdc++.so) G_SLICE=always-malloc \
    node node_modules/vitest/vitest.mjs run --maxWorkers=1 "${files[@]}" || true
  show_reports
}

show_reports() {
  # What LeakSanitizer remarks about memory that it was never told of is no finding.
  local reports
  mapfile -t reports < <(grep -lE 'ERROR: |runtime error' "$folder"/report.* 2>/dev/null)
  [ ${#reports[@]} -gt 0 ] || { echo 'sanitize: nothing was found'; return; }
  cat "${reports[@]}"
  exit 1
}

sanitize_threads() {
  local program=$folder/router-threads packages=(gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0) flags
  mkdir -p "$folder"
  read -ra flags <<<"$(pkg-config --cflags --libs "${packages[@]}")"
  # The JavaScript side of the router is compiled, and left out by the linker: there is no Node to link with.
  g++ -std=c++17 -g -O1 -fsanitize=thread -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -iquote src-inference/media/native \
    -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include \
    test/native/{router-threads,glib-locks}.cpp src-inference/media/native/{frame-router,subscriber}.cpp \
    "${flags[@]}" -ffunction-sections -fdata-sections -Wl,--gc-sections -ldl -o "$program"
  # With more randomness of addresses than it knows, ThreadSanitizer does not start.
  TSAN_OPTIONS=suppressions=$suppressions/thread.supp:ignore_noninstrumented_modules=1:halt_on_error=1 \
    setarch "$(uname -m)" --addr-no-randomize "$program"
}

case "${1:-}" in
  address) sanitize_address "${@:2}" ;;
  thread) sanitize_threads ;;
  *) sed -n '2,6s/^# \?//p' "$0"; exit 1 ;;
esac
