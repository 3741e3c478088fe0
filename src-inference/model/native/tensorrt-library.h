// TensorRT 10 and its parser for ONNX, loaded while the program runs. All but the functions that create the first objects is
// reached through these objects.
#pragma once
#include <NvInfer.h>
#include <NvOnnxParser.h>

#include <memory>
#include <string>

#include "shared-library.h"

#if NV_TENSORRT_MAJOR != 10
#error "The addon is written for TensorRT 10: TensorRT 11 has no networks of mixed precision without types."
#endif

namespace stepwatch {

class TensorRtLibrary {
 public:
  /** Throws std::runtime_error when it cannot be loaded. */
  TensorRtLibrary();

  /** Of the headers that this was compiled with. */
  static std::string compiledVersion();
  std::string version() const;
  int majorVersion() const;

  /** Null when TensorRT refuses; its logger says why. */
  std::unique_ptr<nvinfer1::IBuilder> createBuilder(nvinfer1::ILogger& logger) const;
  std::unique_ptr<nvinfer1::IRuntime> createRuntime(nvinfer1::ILogger& logger) const;

 private:
  SharedLibrary library_;
  void* (*createBuilder_)(void*, std::int32_t);
  void* (*createRuntime_)(void*, std::int32_t);
  std::int32_t (*version_)();
};

class OnnxParserLibrary {
 public:
  /** Throws std::runtime_error when it cannot be loaded. */
  OnnxParserLibrary();

  std::unique_ptr<nvonnxparser::IParser> createParser(nvinfer1::INetworkDefinition& network,
                                                      nvinfer1::ILogger& logger) const;

 private:
  SharedLibrary library_;
  void* (*createParser_)(void*, void*, int);
};

}  // namespace stepwatch
