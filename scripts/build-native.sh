#!/usr/bin/env bash
# Compiles the addons with the system's compiler and the Node-API headers from the registry: no node-gyp, no download of
# headers, and, Node-API being ABI-stable, no rebuild for another Node or for Electron. The addon for TensorRT is left out where
# its headers are not installed: networks run in ONNX Runtime there.
set -euo pipefail
cd "$(dirname "$0")/.."

# For another architecture (scripts/deb): its compiler, and where the GStreamer addon goes.
compiler=${CROSS_COMPILER:-g++}

# NAME TARGET SOURCES FLAG...
compile() {
  local target=$2
  mkdir -p "$(dirname "$target")"
  "$compiler" -std=c++17 -O2 -Wall -Wextra -Wno-cast-function-type -shared -fPIC -fvisibility=hidden \
    -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME="${1//-/_}" \
    -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include \
    "$3"/*.cpp "${@:4}" -o "$target.part"
  mv "$target.part" "$target"
}

# TARGET SOURCES
is_current() {
  [ -f "$1" ] && [ -z "$(find "$2" scripts/build-native.sh -newer "$1" -print -quit)" ]
}

# There are no libraries of another architecture to link with. Their names are enough: empty libraries stand in for them, and the
# addon finds its functions when it is loaded. The headers are the same, but for those of this machine's own C library.
link_by_name() {
  local folder=$1 library name
  for library in "${libraries[@]}"; do
    case "$library" in -l*) name=${library#-l} ;; *) continue ;; esac
    "$compiler" -x c -shared -nostdlib -Wl,-soname,"$(soname "$name")" -o "$folder/lib$name.so" /dev/null
  done
  headers=("${headers[@]/%-I\/usr\/include\/$(gcc -dumpmachine)/-I.}")
  libraries=(-L"$folder" -Wl,--no-as-needed "${libraries[@]}")
}
soname() {
  readelf -d "$(gcc -print-file-name="lib$1.so")" | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p'
}

build_media() {
  local sources=src-inference/media/native target=${1:-build/native/stepwatch-media.node}
  local packages=(gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0) headers libraries
  is_current "$target" "$sources" && return
  echo 'setup: compiling the GStreamer addon'
  read -ra headers <<<"$(pkg-config --cflags "${packages[@]}")"
  read -ra libraries <<<"$(pkg-config --libs "${packages[@]}")"
  if [ -n "${CROSS_COMPILER:-}" ]; then
    stand_ins=$(mktemp -d)
    trap 'rm -rf "$stand_ins"' EXIT
    link_by_name "$stand_ins"
  fi
  compile stepwatch-media "$target" "$sources" "${headers[@]}" "${libraries[@]}"
}

# The folder of the first of FILE that is there.
folder_with() {
  local file
  for file in "$@"; do
    [ -f "$file" ] && { dirname "$file"; return; }
  done
  return 1
}

build_tensorrt() {
  local sources=src-inference/model/native target=build/native/stepwatch-tensorrt.node machine tensorrt parser cuda
  machine=$(g++ -dumpmachine)
  tensorrt=$(folder_with ${TENSORRT_HOME:+"$TENSORRT_HOME/include/NvInfer.h"} /usr/include/{"$machine"/,}NvInfer.h \
    /usr/local/tensorrt/include/NvInfer.h) || return 0
  parser=$(folder_with "$tensorrt/NvOnnxParser.h" /usr/include/{"$machine"/,}NvOnnxParser.h) || return 0
  cuda=$(folder_with ${CUDA_HOME:+"$CUDA_HOME/include/cuda_runtime_api.h"} /usr/local/cuda/include/cuda_runtime_api.h \
    /usr/local/cuda/targets/*/include/cuda_runtime_api.h /usr/include/cuda_runtime_api.h) || return 0
  is_current "$target" "$sources" && return
  echo "setup: compiling the TensorRT addon with the headers in $tensorrt"
  compile stepwatch-tensorrt "$target" "$sources" -Wno-deprecated-declarations -isystem "$tensorrt" -isystem "$parser" \
    -isystem "$cuda" -ldl ||
    echo 'setup: the TensorRT addon could not be compiled; networks run in ONNX Runtime' >&2
}

build_media "$@"
[ -n "${CROSS_COMPILER:-}" ] || build_tensorrt
