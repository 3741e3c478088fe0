// An engine that is loaded: bytes of the inputs in, bytes of the outputs out.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "build-engine.h"
#include "libraries.h"
#include "logger.h"

namespace stepwatch {

struct EngineTensor {
  std::string name;
  nvinfer1::DataType type;
  std::vector<std::int64_t> shape;
  std::size_t bytes;
};

/** Memory of the GPU, and pinned memory of the host that it is copied from or to. */
class Buffer {
 public:
  Buffer(const CudaDriver& driver, std::size_t bytes);
  ~Buffer();
  Buffer(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  void* host() const { return host_; }
  DeviceAddress device() const { return device_; }

 private:
  const CudaDriver& driver_;
  void* host_ = nullptr;
  DeviceAddress device_ = 0;
};

/** One thread at a time may use it. */
class Engine {
 public:
  /** Throws Failure `backend_unavailable`, `engine_unusable` or `gpu_failed`. @param shapes As for `BuildRequest`. */
  Engine(const void* bytes, std::size_t size, int device, std::optional<int> dla, const Shapes& shapes);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  const std::vector<EngineTensor>& inputs() const { return inputs_; }
  const std::vector<EngineTensor>& outputs() const { return outputs_; }

  /** Where the bytes of an input are written before `run`, and those of an output are read after it. */
  void* inputMemory(std::size_t i) { return inputBuffers_[i].host(); }
  const void* outputMemory(std::size_t i) const { return outputBuffers_[i].host(); }

  /** Waits for the GPU. Throws Failure `gpu_failed`. */
  void run();

 private:
  void setShapes(const Shapes& shapes);
  void addTensors();
  EngineTensor tensorOf(const char* name) const;
  void makeCurrent() const;

  const CudaDriver& driver_;
  CudaDevice device_;
  CudaContext cudaContext_ = nullptr;
  CudaStream stream_ = nullptr;
  Logger logger_;
  std::unique_ptr<nvinfer1::IRuntime> runtime_;
  std::unique_ptr<nvinfer1::ICudaEngine> engine_;
  std::unique_ptr<nvinfer1::IExecutionContext> context_;
  std::vector<EngineTensor> inputs_;
  std::vector<EngineTensor> outputs_;
  std::vector<Buffer> inputBuffers_;
  std::vector<Buffer> outputBuffers_;
};

}  // namespace stepwatch
