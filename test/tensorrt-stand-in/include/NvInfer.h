// Stand-in of a part of TensorRT's header of the same name: see README.md. As there, an interface passes its calls on to an
// implementation with virtual functions.
#pragma once
#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>

#define NV_TENSORRT_MAJOR 10
#define NV_TENSORRT_MINOR 3
#define NV_TENSORRT_PATCH 0
#define NV_TENSORRT_VERSION 100300L

namespace nvinfer1 {

enum class DataType : std::int32_t { kFLOAT, kHALF, kINT8, kINT32, kBOOL, kUINT8, kFP8, kBF16, kINT64 };
enum class TensorIOMode : std::int32_t { kNONE, kINPUT, kOUTPUT };
enum class OptProfileSelector : std::int32_t { kMIN, kOPT, kMAX };
enum class BuilderFlag : std::int32_t { kFP16, kINT8, kDEBUG, kGPU_FALLBACK };
enum class DeviceType : std::int32_t { kGPU, kDLA };
enum class MemoryPoolType : std::int32_t { kWORKSPACE };
enum class ExecutionContextAllocationStrategy : std::int32_t { kSTATIC };
using NetworkDefinitionCreationFlags = std::uint32_t;

struct Dims {
  std::int32_t nbDims;
  std::int64_t d[8];
};

class ILogger {
 public:
  enum class Severity : std::int32_t { kINTERNAL_ERROR, kERROR, kWARNING, kINFO, kVERBOSE };
  virtual void log(Severity severity, const char* message) noexcept = 0;
  virtual ~ILogger() = default;
};

class IProgressMonitor {
 public:
  virtual ~IProgressMonitor() = default;
  virtual void phaseStart(const char* phase, const char* parent, std::int32_t steps) noexcept = 0;
  virtual bool stepComplete(const char* phase, std::int32_t step) noexcept = 0;
  virtual void phaseFinish(const char* phase) noexcept = 0;
};

class INoCopy {
 public:
  INoCopy(const INoCopy&) = delete;
  INoCopy& operator=(const INoCopy&) = delete;

 protected:
  INoCopy() = default;
  virtual ~INoCopy() = default;
};

class IBuilderConfig;
class ICudaEngine;
class IExecutionContext;
class IHostMemory;
class INetworkDefinition;
class IOptimizationProfile;
class ITensor;

namespace apiv {

class VRoot {
 public:
  virtual ~VRoot() noexcept = default;
};

class VHostMemory : public VRoot {
 public:
  virtual void* data() const noexcept = 0;
  virtual std::size_t size() const noexcept = 0;
};

class VTensor : public VRoot {
 public:
  virtual const char* getName() const noexcept = 0;
  virtual Dims getDimensions() const noexcept = 0;
};

class VNetworkDefinition : public VRoot {
 public:
  virtual std::int32_t getNbInputs() const noexcept = 0;
  virtual ITensor* getInput(std::int32_t i) const noexcept = 0;
};

class VOptimizationProfile : public VRoot {
 public:
  virtual bool setDimensions(const char* input, OptProfileSelector select, const Dims& dims) noexcept = 0;
};

class VBuilderConfig : public VRoot {
 public:
  virtual void setFlag(BuilderFlag flag) noexcept = 0;
  virtual void setDLACore(std::int32_t core) noexcept = 0;
  virtual void setDefaultDeviceType(DeviceType type) noexcept = 0;
  virtual std::int32_t addOptimizationProfile(const IOptimizationProfile* profile) noexcept = 0;
  virtual void setMemoryPoolLimit(MemoryPoolType pool, std::size_t size) noexcept = 0;
  virtual void setProgressMonitor(IProgressMonitor* monitor) noexcept = 0;
};

class VBuilder : public VRoot {
 public:
  virtual std::int32_t getNbDLACores() const noexcept = 0;
  virtual IBuilderConfig* createBuilderConfig() noexcept = 0;
  virtual INetworkDefinition* createNetworkV2(NetworkDefinitionCreationFlags flags) noexcept = 0;
  virtual IOptimizationProfile* createOptimizationProfile() noexcept = 0;
  virtual IHostMemory* buildSerializedNetwork(INetworkDefinition& network, IBuilderConfig& config) noexcept = 0;
};

class VRuntime : public VRoot {
 public:
  virtual ICudaEngine* deserializeCudaEngine(const void* blob, std::size_t size) noexcept = 0;
  virtual void setDLACore(std::int32_t core) noexcept = 0;
  virtual std::int32_t getNbDLACores() const noexcept = 0;
};

class VCudaEngine : public VRoot {
 public:
  virtual IExecutionContext* createExecutionContext(ExecutionContextAllocationStrategy strategy) noexcept = 0;
  virtual std::int32_t getNbIOTensors() const noexcept = 0;
  virtual const char* getIOTensorName(std::int32_t i) const noexcept = 0;
  virtual TensorIOMode getTensorIOMode(const char* name) const noexcept = 0;
  virtual Dims getTensorShape(const char* name) const noexcept = 0;
  virtual DataType getTensorDataType(const char* name) const noexcept = 0;
};

class VExecutionContext : public VRoot {
 public:
  virtual bool setInputShape(const char* name, const Dims& dims) noexcept = 0;
  virtual Dims getTensorShape(const char* name) const noexcept = 0;
  virtual bool setTensorAddress(const char* name, void* data) noexcept = 0;
  virtual bool enqueueV3(cudaStream_t stream) noexcept = 0;
};

}  // namespace apiv

class IHostMemory : public INoCopy {
 public:
  void* data() const noexcept { return mImpl->data(); }
  std::size_t size() const noexcept { return mImpl->size(); }
  virtual ~IHostMemory() noexcept = default;

 protected:
  apiv::VHostMemory* mImpl;
};

class ITensor : public INoCopy {
 public:
  const char* getName() const noexcept { return mImpl->getName(); }
  Dims getDimensions() const noexcept { return mImpl->getDimensions(); }

 protected:
  virtual ~ITensor() noexcept = default;
  apiv::VTensor* mImpl;
};

class INetworkDefinition : public INoCopy {
 public:
  virtual ~INetworkDefinition() noexcept = default;
  std::int32_t getNbInputs() const noexcept { return mImpl->getNbInputs(); }
  ITensor* getInput(std::int32_t i) const noexcept { return mImpl->getInput(i); }

 protected:
  apiv::VNetworkDefinition* mImpl;
};

class IOptimizationProfile : public INoCopy {
 public:
  bool setDimensions(const char* input, OptProfileSelector select, const Dims& dims) noexcept {
    return mImpl->setDimensions(input, select, dims);
  }

 protected:
  virtual ~IOptimizationProfile() noexcept = default;
  apiv::VOptimizationProfile* mImpl;
};

class IBuilderConfig : public INoCopy {
 public:
  virtual ~IBuilderConfig() noexcept = default;
  void setFlag(BuilderFlag flag) noexcept { mImpl->setFlag(flag); }
  void setDLACore(std::int32_t core) noexcept { mImpl->setDLACore(core); }
  void setDefaultDeviceType(DeviceType type) noexcept { mImpl->setDefaultDeviceType(type); }
  std::int32_t addOptimizationProfile(const IOptimizationProfile* profile) noexcept {
    return mImpl->addOptimizationProfile(profile);
  }
  void setMemoryPoolLimit(MemoryPoolType pool, std::size_t size) noexcept { mImpl->setMemoryPoolLimit(pool, size); }
  void setProgressMonitor(IProgressMonitor* monitor) noexcept { mImpl->setProgressMonitor(monitor); }

 protected:
  apiv::VBuilderConfig* mImpl;
};

class IBuilder : public INoCopy {
 public:
  virtual ~IBuilder() noexcept = default;
  std::int32_t getNbDLACores() const noexcept { return mImpl->getNbDLACores(); }
  IBuilderConfig* createBuilderConfig() noexcept { return mImpl->createBuilderConfig(); }
  INetworkDefinition* createNetworkV2(NetworkDefinitionCreationFlags flags) noexcept {
    return mImpl->createNetworkV2(flags);
  }
  IOptimizationProfile* createOptimizationProfile() noexcept { return mImpl->createOptimizationProfile(); }
  IHostMemory* buildSerializedNetwork(INetworkDefinition& network, IBuilderConfig& config) noexcept {
    return mImpl->buildSerializedNetwork(network, config);
  }

 protected:
  apiv::VBuilder* mImpl;
};

class IExecutionContext : public INoCopy {
 public:
  virtual ~IExecutionContext() noexcept = default;
  bool setInputShape(const char* name, const Dims& dims) noexcept { return mImpl->setInputShape(name, dims); }
  Dims getTensorShape(const char* name) const noexcept { return mImpl->getTensorShape(name); }
  bool setTensorAddress(const char* name, void* data) noexcept { return mImpl->setTensorAddress(name, data); }
  bool enqueueV3(cudaStream_t stream) noexcept { return mImpl->enqueueV3(stream); }

 protected:
  apiv::VExecutionContext* mImpl;
};

class ICudaEngine : public INoCopy {
 public:
  virtual ~ICudaEngine() noexcept = default;
  IExecutionContext* createExecutionContext(
      ExecutionContextAllocationStrategy strategy = ExecutionContextAllocationStrategy::kSTATIC) noexcept {
    return mImpl->createExecutionContext(strategy);
  }
  std::int32_t getNbIOTensors() const noexcept { return mImpl->getNbIOTensors(); }
  const char* getIOTensorName(std::int32_t i) const noexcept { return mImpl->getIOTensorName(i); }
  TensorIOMode getTensorIOMode(const char* name) const noexcept { return mImpl->getTensorIOMode(name); }
  Dims getTensorShape(const char* name) const noexcept { return mImpl->getTensorShape(name); }
  DataType getTensorDataType(const char* name) const noexcept { return mImpl->getTensorDataType(name); }

 protected:
  apiv::VCudaEngine* mImpl;
};

class IRuntime : public INoCopy {
 public:
  virtual ~IRuntime() noexcept = default;
  ICudaEngine* deserializeCudaEngine(const void* blob, std::size_t size) noexcept {
    return mImpl->deserializeCudaEngine(blob, size);
  }
  void setDLACore(std::int32_t core) noexcept { mImpl->setDLACore(core); }
  std::int32_t getNbDLACores() const noexcept { return mImpl->getNbDLACores(); }

 protected:
  apiv::VRuntime* mImpl;
};

}  // namespace nvinfer1
