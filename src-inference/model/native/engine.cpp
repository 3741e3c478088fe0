#include "engine.h"

#include "failure.h"

namespace stepwatch {

namespace {

// CU_STREAM_NON_BLOCKING of cuda.h: does not wait for the default stream.
constexpr unsigned nonBlockingStream = 1;

std::size_t bytesOf(nvinfer1::DataType type) {
  switch (type) {
    case nvinfer1::DataType::kINT64:
      return 8;
    case nvinfer1::DataType::kFLOAT:
    case nvinfer1::DataType::kINT32:
      return 4;
    case nvinfer1::DataType::kHALF:
      return 2;
    case nvinfer1::DataType::kINT8:
    case nvinfer1::DataType::kUINT8:
    case nvinfer1::DataType::kBOOL:
      return 1;
    default:
      throw Failure("engine_unusable", "A tensor has a type that JavaScript cannot hold");
  }
}

}  // namespace

Buffer::Buffer(const CudaDriver& driver, std::size_t bytes) : driver_(driver) {
  driver.check(driver.hostAllocate(&host_, bytes, 0), "reserve pinned memory");
  const CudaResult result = driver.memoryAllocate(&device_, bytes);
  if (result == 0) return;
  driver.hostFree(host_);
  driver.check(result, "reserve memory of the GPU");
}

Buffer::~Buffer() {
  if (device_ != 0) driver_.memoryFree(device_);
  if (host_ != nullptr) driver_.hostFree(host_);
}

Buffer::Buffer(Buffer&& other) noexcept : driver_(other.driver_), host_(other.host_), device_(other.device_) {
  other.host_ = nullptr;
  other.device_ = 0;
}

Engine::Engine(const void* bytes, std::size_t size, int device, std::optional<int> dla, const Shapes& shapes)
    : driver_(cudaDriver()), device_(driver_.deviceOf(device)) {
  driver_.check(driver_.primaryContextRetain(&cudaContext_, device_), "use the GPU");
  try {
    makeCurrent();
    driver_.check(driver_.streamCreate(&stream_, nonBlockingStream), "make a stream");
    runtime_ = tensorRt().createRuntime(logger_);
    if (runtime_ == nullptr) throw Failure("engine_unusable", "TensorRT made no runtime. " + logger_.takeErrors());
    if (dla && *dla < runtime_->getNbDLACores()) runtime_->setDLACore(*dla);
    engine_.reset(runtime_->deserializeCudaEngine(bytes, size));
    if (engine_ == nullptr) throw Failure("engine_unusable", logger_.takeErrors());
    context_.reset(engine_->createExecutionContext());
    if (context_ == nullptr) throw Failure("gpu_failed", logger_.takeErrors());
    setShapes(shapes);
    addTensors();
  } catch (...) {
    inputBuffers_.clear();
    outputBuffers_.clear();
    context_.reset();
    engine_.reset();
    runtime_.reset();
    if (stream_ != nullptr) driver_.streamDestroy(stream_);
    driver_.primaryContextRelease(device_);
    throw;
  }
}

Engine::~Engine() {
  driver_.contextSetCurrent(cudaContext_);
  driver_.streamSynchronize(stream_);
  inputBuffers_.clear();
  outputBuffers_.clear();
  context_.reset();
  engine_.reset();
  runtime_.reset();
  driver_.streamDestroy(stream_);
  driver_.contextSetCurrent(nullptr);
  driver_.primaryContextRelease(device_);
}

void Engine::run() {
  makeCurrent();
  for (std::size_t i = 0; i < inputs_.size(); i++) {
    const Buffer& buffer = inputBuffers_[i];
    driver_.check(driver_.copyToDevice(buffer.device(), buffer.host(), inputs_[i].bytes, stream_), "copy to the GPU");
  }
  if (!context_->enqueueV3(stream_)) throw Failure("gpu_failed", logger_.takeErrors());
  for (std::size_t i = 0; i < outputs_.size(); i++) {
    const Buffer& buffer = outputBuffers_[i];
    driver_.check(driver_.copyToHost(buffer.host(), buffer.device(), outputs_[i].bytes, stream_), "copy from the GPU");
  }
  driver_.check(driver_.streamSynchronize(stream_), "finish a clip");
}

void Engine::setShapes(const Shapes& shapes) {
  for (int i = 0; i < engine_->getNbIOTensors(); i++) {
    const char* name = engine_->getIOTensorName(i);
    const auto known = shapes.find(name);
    if (engine_->getTensorIOMode(name) != nvinfer1::TensorIOMode::kINPUT || known == shapes.end()) continue;
    nvinfer1::Dims dims = engine_->getTensorShape(name);
    if (dims.nbDims != static_cast<int>(known->second.size())) continue;
    bool isOpen = false;
    for (int axis = 0; axis < dims.nbDims; axis++) {
      isOpen = isOpen || dims.d[axis] < 0;
      dims.d[axis] = known->second[axis];
    }
    if (isOpen && !context_->setInputShape(name, dims)) throw Failure("engine_unusable", logger_.takeErrors());
  }
}

void Engine::addTensors() {
  for (int i = 0; i < engine_->getNbIOTensors(); i++) {
    const char* name = engine_->getIOTensorName(i);
    const bool isInput = engine_->getTensorIOMode(name) == nvinfer1::TensorIOMode::kINPUT;
    const EngineTensor tensor = tensorOf(name);
    auto& buffers = isInput ? inputBuffers_ : outputBuffers_;
    buffers.emplace_back(driver_, tensor.bytes);
    (isInput ? inputs_ : outputs_).push_back(tensor);
    if (!context_->setTensorAddress(name, reinterpret_cast<void*>(buffers.back().device())))
      throw Failure("engine_unusable", logger_.takeErrors());
  }
}

EngineTensor Engine::tensorOf(const char* name) const {
  EngineTensor tensor{name, engine_->getTensorDataType(name), {}, 0};
  const nvinfer1::Dims dims = context_->getTensorShape(name);
  tensor.bytes = bytesOf(tensor.type);
  for (int axis = 0; axis < dims.nbDims; axis++) {
    if (dims.d[axis] < 0)
      throw Failure("engine_unusable", std::string("The size of \"") + name + "\" depends on what the network is shown");
    tensor.shape.push_back(dims.d[axis]);
    tensor.bytes *= static_cast<std::size_t>(dims.d[axis]);
  }
  return tensor;
}

void Engine::makeCurrent() const { driver_.check(driver_.contextSetCurrent(cudaContext_), "use the GPU"); }

}  // namespace stepwatch
