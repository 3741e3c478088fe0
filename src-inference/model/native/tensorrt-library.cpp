#include "tensorrt-library.h"

namespace stepwatch {

TensorRtLibrary::TensorRtLibrary() : library_("libnvinfer.so.10") {
  library_.find("createInferBuilder_INTERNAL", createBuilder_);
  library_.find("createInferRuntime_INTERNAL", createRuntime_);
  library_.find("getInferLibVersion", version_);
}

std::string TensorRtLibrary::compiledVersion() {
  return std::to_string(NV_TENSORRT_MAJOR) + '.' + std::to_string(NV_TENSORRT_MINOR) + '.' +
         std::to_string(NV_TENSORRT_PATCH);
}

// As NV_TENSORRT_VERSION of version 10 packs it: MAJOR * 10000 + MINOR * 100 + PATCH.
std::string TensorRtLibrary::version() const {
  const std::int32_t version = version_();
  return std::to_string(version / 10000) + '.' + std::to_string(version / 100 % 100) + '.' +
         std::to_string(version % 100);
}

int TensorRtLibrary::majorVersion() const { return version_() / 10000; }

std::unique_ptr<nvinfer1::IBuilder> TensorRtLibrary::createBuilder(nvinfer1::ILogger& logger) const {
  return std::unique_ptr<nvinfer1::IBuilder>(
      static_cast<nvinfer1::IBuilder*>(createBuilder_(&logger, NV_TENSORRT_VERSION)));
}

std::unique_ptr<nvinfer1::IRuntime> TensorRtLibrary::createRuntime(nvinfer1::ILogger& logger) const {
  return std::unique_ptr<nvinfer1::IRuntime>(
      static_cast<nvinfer1::IRuntime*>(createRuntime_(&logger, NV_TENSORRT_VERSION)));
}

OnnxParserLibrary::OnnxParserLibrary() : library_("libnvonnxparser.so.10") {
  library_.find("createNvOnnxParser_INTERNAL", createParser_);
}

std::unique_ptr<nvonnxparser::IParser> OnnxParserLibrary::createParser(nvinfer1::INetworkDefinition& network,
                                                                       nvinfer1::ILogger& logger) const {
  return std::unique_ptr<nvonnxparser::IParser>(
      static_cast<nvonnxparser::IParser*>(createParser_(&network, &logger, NV_ONNX_PARSER_VERSION)));
}

}  // namespace stepwatch
