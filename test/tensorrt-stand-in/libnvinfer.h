// The objects of the stand-in of TensorRT.
#pragma once
#include <map>

#include "network.h"

namespace standin {

class HostMemory final : public nvinfer1::IHostMemory, public StubVHostMemory {
 public:
  explicit HostMemory(std::string bytes) : bytes_(std::move(bytes)) { mImpl = this; }
  void* data() const noexcept override { return const_cast<char*>(bytes_.data()); }
  std::size_t size() const noexcept override { return bytes_.size(); }

 private:
  Life life_{"host memory"};
  std::string bytes_;
};

class Profile final : public nvinfer1::IOptimizationProfile, public StubVOptimizationProfile {
 public:
  Profile() { mImpl = this; }
  bool setDimensions(const char* input, nvinfer1::OptProfileSelector select,
                     const nvinfer1::Dims& dims) noexcept override;
};

class Configuration final : public nvinfer1::IBuilderConfig, public StubVBuilderConfig {
 public:
  Configuration() { mImpl = this; }
  void setFlag(nvinfer1::BuilderFlag flag) noexcept override;
  void setDLACore(std::int32_t core) noexcept override;
  void setDefaultDeviceType(nvinfer1::DeviceType type) noexcept override;
  std::int32_t addOptimizationProfile(const nvinfer1::IOptimizationProfile* profile) noexcept override;
  void setMemoryPoolLimit(nvinfer1::MemoryPoolType pool, std::size_t size) noexcept override;
  void setProgressMonitor(nvinfer1::IProgressMonitor* wanted) noexcept override;

  nvinfer1::IProgressMonitor* monitor = nullptr;

 private:
  Life life_{"configuration"};
};

class Builder final : public nvinfer1::IBuilder, public StubVBuilder {
 public:
  explicit Builder(nvinfer1::ILogger& logger) : logger_(logger) { mImpl = this; }
  std::int32_t getNbDLACores() const noexcept override;
  nvinfer1::IBuilderConfig* createBuilderConfig() noexcept override;
  nvinfer1::INetworkDefinition* createNetworkV2(nvinfer1::NetworkDefinitionCreationFlags flags) noexcept override;
  nvinfer1::IOptimizationProfile* createOptimizationProfile() noexcept override;
  nvinfer1::IHostMemory* buildSerializedNetwork(nvinfer1::INetworkDefinition& definition,
                                                nvinfer1::IBuilderConfig& configuration) noexcept override;

 private:
  Life life_{"builder"};
  nvinfer1::ILogger& logger_;
  std::vector<std::unique_ptr<Profile>> profiles_;
};

struct EngineTensor {
  std::string name;
  bool isInput;
  nvinfer1::DataType type;
  nvinfer1::Dims dims;
};

class Engine final : public nvinfer1::ICudaEngine, public StubVCudaEngine {
 public:
  Engine(std::vector<EngineTensor> all, nvinfer1::ILogger& log);
  ~Engine() noexcept override;
  nvinfer1::IExecutionContext* createExecutionContext(
      nvinfer1::ExecutionContextAllocationStrategy strategy) noexcept override;
  std::int32_t getNbIOTensors() const noexcept override;
  const char* getIOTensorName(std::int32_t i) const noexcept override;
  nvinfer1::TensorIOMode getTensorIOMode(const char* name) const noexcept override;
  nvinfer1::Dims getTensorShape(const char* name) const noexcept override;
  nvinfer1::DataType getTensorDataType(const char* name) const noexcept override;

  const std::vector<EngineTensor> tensors;
  nvinfer1::ILogger& logger;
  mutable int contexts = 0;

 private:
  const EngineTensor& find(const std::string& name) const;

  Life life_{"engine"};
};

class Context final : public nvinfer1::IExecutionContext, public StubVExecutionContext {
 public:
  explicit Context(const Engine& engine);
  ~Context() noexcept override;
  bool setInputShape(const char* name, const nvinfer1::Dims& dims) noexcept override;
  nvinfer1::Dims getTensorShape(const char* name) const noexcept override;
  bool setTensorAddress(const char* name, void* data) noexcept override;
  bool enqueueV3(cudaStream_t stream) noexcept override;

 private:
  void compute();

  Life life_{"execution context"};
  const Engine& engine_;
  std::vector<EngineTensor> tensors_;
  std::map<std::string, void*> addresses_;
};

class Runtime final : public nvinfer1::IRuntime, public StubVRuntime {
 public:
  explicit Runtime(nvinfer1::ILogger& logger) : logger_(logger) { mImpl = this; }
  nvinfer1::ICudaEngine* deserializeCudaEngine(const void* blob, std::size_t size) noexcept override;
  void setDLACore(std::int32_t core) noexcept override;
  std::int32_t getNbDLACores() const noexcept override;

 private:
  Life life_{"runtime"};
  nvinfer1::ILogger& logger_;
};

}  // namespace standin
