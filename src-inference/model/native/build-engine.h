// From an ONNX file to a serialized engine for this GPU. It takes minutes on a Jetson.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stepwatch {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

struct BuildRequest {
  std::string network;
  int device = 0;
  bool fp16 = false;
  /** For networks with explicit quantization: QuantizeLinear and DequantizeLinear say what is int8. */
  bool int8 = false;
  std::optional<int> dla;
  std::optional<std::size_t> workspaceBytes;
  /** Of inputs whose sizes the file leaves open. */
  Shapes shapes;
};

struct BuiltEngine {
  std::vector<std::uint8_t> bytes;
  std::vector<std::string> warnings;
};

/** From threads of TensorRT. False: the build is to stop. */
using OnStep = std::function<bool(const char* phase, int steps, int done)>;

/** Throws Failure `backend_unavailable`, `network_unsupported`, `engine_build_failed` or `gpu_failed`. */
BuiltEngine buildEngine(const BuildRequest& request, const OnStep& onStep);

}  // namespace stepwatch
