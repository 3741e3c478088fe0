#!/usr/bin/env bash
# Compiles the addons with the system's compiler and the Node-API headers from the registry: no node-gyp, no download of
# headers, and, Node-API being ABI-stable, no rebuild for another Node or for Electron. The addon for TensorRT is left out where
# its headers are not installed: networks run in ONNX Runtime there.
set -euo pipefail
cd "$(dirname "$0")/.."

# NAME SOURCES FLAG...
compile() {
  local target=build/native/$1.node
  mkdir -p "$(dirname "$target")"
  g++ -std=c++17 -O2 -Wall -Wextra -Wno-cast-function-type -shared -fPIC -fvisibility=hidden \
    -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME="${1//-/_}" \
    -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include \
    "$2"/*.cpp "${@:3}" -o "$target.part"
  mv "$target.part" "$target"
}

# NAME SOURCES
is_current() {
  local target=build/native/$1.node
  [ -f "$target" ] && [ -z "$(find "$2" scripts/build-native.sh -newer "$target" -print -quit)" ]
}

build_media() {
  local sources=src-inference/media/native packages='gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0'
  is_current stepwatch-media "$sources" && return
  echo 'setup: compiling the GStreamer addon'
  # shellcheck disable=SC2046,SC2086 # flags are meant to be split
  compile stepwatch-media "$sources" $(pkg-config --cflags $packages) $(pkg-config --libs $packages)
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
  local sources=src-inference/model/native machine tensorrt parser cuda
  machine=$(g++ -dumpmachine)
  tensorrt=$(folder_with ${TENSORRT_HOME:+"$TENSORRT_HOME/include/NvInfer.h"} /usr/include/{"$machine"/,}NvInfer.h \
    /usr/local/tensorrt/include/NvInfer.h) || return 0
  parser=$(folder_with "$tensorrt/NvOnnxParser.h" /usr/include/{"$machine"/,}NvOnnxParser.h) || return 0
  cuda=$(folder_with ${CUDA_HOME:+"$CUDA_HOME/include/cuda_runtime_api.h"} /usr/local/cuda/include/cuda_runtime_api.h \
    /usr/local/cuda/targets/*/include/cuda_runtime_api.h /usr/include/cuda_runtime_api.h) || return 0
  is_current stepwatch-tensorrt "$sources" && return
  echo "setup: compiling the TensorRT addon with the headers in $tensorrt"
  compile stepwatch-tensorrt "$sources" -Wno-deprecated-declarations -isystem "$tensorrt" -isystem "$parser" \
    -isystem "$cuda" -ldl ||
    echo 'setup: the TensorRT addon could not be compiled; networks run in ONNX Runtime' >&2
}

build_media
build_tensorrt
