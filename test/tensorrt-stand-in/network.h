// A network of the stand-in: its inputs and outputs, and nothing between.
#pragma once
#include <NvInfer.h>

#include <memory>
#include <string>
#include <vector>

#include "recorder.h"
#include "stubs.h"

namespace standin {

class Tensor final : public nvinfer1::ITensor, public StubVTensor {
 public:
  Tensor(std::string name, int elementType, const std::vector<std::int64_t>& shape)
      : elementType(elementType), name_(std::move(name)) {
    mImpl = this;
    dims_.nbDims = static_cast<std::int32_t>(shape.size());
    for (std::size_t i = 0; i < shape.size(); i++) dims_.d[i] = shape[i];
  }
  const char* getName() const noexcept override { return name_.c_str(); }
  nvinfer1::Dims getDimensions() const noexcept override { return dims_; }

  /** As in ONNX. */
  const int elementType;

 private:
  std::string name_;
  nvinfer1::Dims dims_{};
};

class Network final : public nvinfer1::INetworkDefinition, public StubVNetworkDefinition {
 public:
  Network() { mImpl = this; }
  std::int32_t getNbInputs() const noexcept override { return static_cast<std::int32_t>(inputs.size()); }
  nvinfer1::ITensor* getInput(std::int32_t i) const noexcept override { return inputs[i].get(); }

  std::vector<std::unique_ptr<Tensor>> inputs;
  std::vector<std::unique_ptr<Tensor>> outputs;
  /** The parser that the weights belong to. */
  const bool* parserLives = nullptr;

 private:
  Life life_{"network"};
};

}  // namespace standin
