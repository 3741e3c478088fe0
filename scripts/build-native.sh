#!/usr/bin/env bash
# Compiles the GStreamer addon with the system's compiler and the Node-API headers from the registry: no node-gyp, no
# download of headers, and, Node-API being ABI-stable, no rebuild for another Node or for Electron.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=src-inference/media/native
target=${1:-build/native/stepwatch-media.node}
[ -f "$target" ] && [ -z "$(find "$sources" scripts/build-native.sh -newer "$target" -print -quit)" ] && exit 0

echo 'setup: compiling the GStreamer addon'
mkdir -p "$(dirname "$target")"
packages='gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0'
flags=(
  -std=c++17 -O2 -Wall -Wextra -Wno-cast-function-type -shared -fPIC -fvisibility=hidden
  -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME=stepwatch_media
  -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include
)
# shellcheck disable=SC2046 # flags are meant to be split
read -ra headers <<<"$(pkg-config --cflags $packages)"
read -ra libraries <<<"$(pkg-config --libs $packages)"

# For another architecture (scripts/deb) there are no libraries to link with. Their names are enough: empty libraries stand in
# for them, and the addon finds its functions when it is loaded. The headers are the same.
stand_in_libraries() {
  local folder=$1 library name
  for library in "${libraries[@]}"; do
    case "$library" in -l*) name=${library#-l} ;; *) continue ;; esac
    "$CROSS_COMPILER" -x c -shared -nostdlib -Wl,-soname,"$(soname "$name")" -o "$folder/lib$name.so" /dev/null
  done
}
soname() {
  readelf -d "$(gcc -print-file-name="lib$1.so")" | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p'
}

if [ -n "${CROSS_COMPILER:-}" ]; then
  stand_ins=$(mktemp -d)
  trap 'rm -rf "$stand_ins"' EXIT
  stand_in_libraries "$stand_ins"
  # Those of this machine's own C library are not.
  headers=("${headers[@]/%-I\/usr\/include\/$(gcc -dumpmachine)/-I.}")
  libraries=(-L"$stand_ins" -Wl,--no-as-needed "${libraries[@]}")
fi
"${CROSS_COMPILER:-g++}" "${flags[@]}" "${headers[@]}" "$sources"/*.cpp "${libraries[@]}" -o "$target.part"
mv "$target.part" "$target"
