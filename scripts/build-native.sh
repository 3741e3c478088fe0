#!/usr/bin/env bash
# Compiles the addons with the system's compiler and the Node-API headers from the registry: no node-gyp, no download of
# headers, and, Node-API being ABI-stable, no rebuild for another Node or for Electron. The addon for TensorRT is left out where
# its headers are not found: networks run in ONNX Runtime there. It is not linked with TensorRT, so it can be compiled for a Jetson
# on any machine; STEPWATCH_TENSORRT_HEADERS=FOLDER:FOLDER says where NvInfer.h and NvOnnxParser.h are.
#   scripts/build-native.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build/native}
# For another architecture (scripts/deb).
compiler=${CROSS_COMPILER:-g++}
# For scripts/sanitize.sh.
read -ra more_flags <<<"$(tr '\n' ' ' <<<"${NATIVE_FLAGS:-}")"

# NAME TARGET SOURCES FLAG...
compile() {
  local target=$2
  mkdir -p "$(dirname "$target")"
  "$compiler" -std=c++17 -O2 -Wall -Wextra -Wno-cast-function-type -shared -fPIC -fvisibility=hidden \
    -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME="${1//-/_}" \
    -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include \
    ${more_flags[@]+"${more_flags[@]}"} "$3"/*.cpp "${@:4}" -o "$target.part"
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

build_system() {
  local sources=src-inference/system/native target=$folder/stepwatch-system.node
  is_current "$target" "$sources" && return
  echo 'setup: compiling the addon for system calls'
  compile stepwatch-system "$target" "$sources"
}

# Loaded into the engine before its program, so it brings no C++ library along.
build_enclosure() {
  local sources=src-inference/system/enclosure target=$folder/stepwatch-enclosure.so
  is_current "$target" "$sources" && return
  echo 'setup: compiling the sandbox of the engine'
  compile stepwatch-enclosure "$target" "$sources" -fno-exceptions -fno-rtti -nodefaultlibs -lc
}

build_media() {
  local sources=src-inference/media/native target=$folder/stepwatch-media.node
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
  compile stepwatch-media "$target" "$sources" "${headers[@]}" "${libraries[@]}" -ldl \
    -Wl,--version-script="$sources/exports.map"
}

# The folder of the first of FILE that is there.
folder_with() {
  local file
  for file in "$@"; do
    [ -f "$file" ] && { dirname "$file"; return; }
  done
  return 1
}

# Where NAME is in the folders that were given, or where NVIDIA's packages put it. Those of this machine are of no use to the
# compiler of another one, which would find the headers of this machine's C library beside them.
tensorrt_folder() {
  local given=() installed=()
  IFS=: read -ra given <<<"${STEPWATCH_TENSORRT_HEADERS:-}"
  [ -n "${CROSS_COMPILER:-}" ] ||
    installed=(${TENSORRT_HOME:+"$TENSORRT_HOME/include"} /usr/include/{"$(g++ -dumpmachine)"/,} /usr/local/tensorrt/include)
  folder_with "${given[@]/%//$1}" "${installed[@]/%//$1}"
}

build_tensorrt() {
  local sources=src-inference/model/native target=$folder/stepwatch-tensorrt.node tensorrt parser
  tensorrt=$(tensorrt_folder NvInfer.h) && parser=$(tensorrt_folder NvOnnxParser.h) || return 0
  is_current "$target" "$sources" && return
  echo "setup: compiling the TensorRT addon with the headers in $tensorrt"
  # The folder of our own header first: CUDA need not be installed.
  compile stepwatch-tensorrt "$target" "$sources" -Wno-deprecated-declarations -isystem "$sources/cuda-types" \
    -isystem "$tensorrt" -isystem "$parser" -ldl ||
    echo 'setup: the TensorRT addon could not be compiled; networks run in ONNX Runtime' >&2
}

build_system
build_enclosure
build_media
build_tensorrt
