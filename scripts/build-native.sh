#!/usr/bin/env bash
# Compiles the GStreamer addon with the system's compiler and the Node-API headers from the registry: no node-gyp, no
# download of headers, and, Node-API being ABI-stable, no rebuild for another Node or for Electron.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=src-inference/media/native
target=build/native/stepwatch-media.node
[ -f "$target" ] && [ -z "$(find "$sources" scripts/build-native.sh -newer "$target" -print -quit)" ] && exit 0

echo 'setup: compiling the GStreamer addon'
mkdir -p "$(dirname "$target")"
packages='gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0'
# shellcheck disable=SC2046 # flags are meant to be split
g++ -std=c++17 -O2 -Wall -Wextra -Wno-cast-function-type -shared -fPIC -fvisibility=hidden \
  -DNAPI_VERSION=8 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME=stepwatch_media \
  -isystem node_modules/node-addon-api -isystem node_modules/node-api-headers/include \
  $(pkg-config --cflags $packages) "$sources"/*.cpp $(pkg-config --libs $packages) -o "$target.part"
mv "$target.part" "$target"
