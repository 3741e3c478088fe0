// The stand-in of TensorRT. CUDA_STANDIN_FAILS: builder, build, kernel, slow, crash, deserialize, enqueue. The first engine is refused when
// the file CUDA_STANDIN_REFUSE is there, which is removed then.
#include "libnvinfer.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <thread>

#include "stream.h"

namespace standin {

namespace {

constexpr const char* magic = "stand-in engine";

int version() { return std::stoi(setting("CUDA_STANDIN_TENSORRT", "100300")); }

nvinfer1::DataType typeOf(int elementType) {
  switch (elementType) {
    case 2:
      return nvinfer1::DataType::kUINT8;
    case 6:
      return nvinfer1::DataType::kINT32;
    case 7:
      return nvinfer1::DataType::kINT64;
    case 10:
      return nvinfer1::DataType::kHALF;
    default:
      return nvinfer1::DataType::kFLOAT;
  }
}

std::string textOf(const nvinfer1::Dims& dims) {
  std::string text;
  for (int i = 0; i < dims.nbDims; i++) text += (i == 0 ? "" : "x") + std::to_string(dims.d[i]);
  return text;
}

void write(std::ostream& plan, const char* mode, const Tensor& tensor) {
  const nvinfer1::Dims dims = tensor.getDimensions();
  plan << mode << ' ' << tensor.getName() << ' ' << tensor.elementType << ' ' << dims.nbDims;
  for (int i = 0; i < dims.nbDims; i++) plan << ' ' << dims.d[i];
  plan << '\n';
}

std::int64_t sizeOf(const nvinfer1::Dims& dims) {
  std::int64_t size = 1;
  for (int i = 0; i < dims.nbDims; i++) size *= dims.d[i];
  return size;
}

}  // namespace

bool Profile::setDimensions(const char* input, nvinfer1::OptProfileSelector select,
                            const nvinfer1::Dims& dims) noexcept {
  record("profile " + std::string(input) + ' ' + std::to_string(static_cast<int>(select)) + ' ' + textOf(dims));
  return true;
}

void Configuration::setFlag(nvinfer1::BuilderFlag flag) noexcept {
  if (flag == nvinfer1::BuilderFlag::kFP16) record("flag FP16");
  if (flag == nvinfer1::BuilderFlag::kINT8) record("flag INT8");
  if (flag == nvinfer1::BuilderFlag::kGPU_FALLBACK) record("flag GPU_FALLBACK");
}

void Configuration::setDLACore(std::int32_t core) noexcept { record("DLA " + std::to_string(core)); }

void Configuration::setDefaultDeviceType(nvinfer1::DeviceType type) noexcept {
  record(type == nvinfer1::DeviceType::kDLA ? "device DLA" : "device GPU");
}

std::int32_t Configuration::addOptimizationProfile(const nvinfer1::IOptimizationProfile*) noexcept { return 0; }

void Configuration::setMemoryPoolLimit(nvinfer1::MemoryPoolType, std::size_t size) noexcept {
  record("workspace " + std::to_string(size));
}

void Configuration::setProgressMonitor(nvinfer1::IProgressMonitor* wanted) noexcept { monitor = wanted; }

std::int32_t Builder::getNbDLACores() const noexcept { return std::stoi(setting("CUDA_STANDIN_DLA", "2")); }

nvinfer1::IBuilderConfig* Builder::createBuilderConfig() noexcept { return new Configuration; }

nvinfer1::INetworkDefinition* Builder::createNetworkV2(nvinfer1::NetworkDefinitionCreationFlags) noexcept {
  return new Network;
}

nvinfer1::IOptimizationProfile* Builder::createOptimizationProfile() noexcept {
  profiles_.push_back(std::make_unique<Profile>());
  return profiles_.back().get();
}

nvinfer1::IHostMemory* Builder::buildSerializedNetwork(nvinfer1::INetworkDefinition& definition,
                                                       nvinfer1::IBuilderConfig& configuration) noexcept {
  using Severity = nvinfer1::ILogger::Severity;
  record("build");
  const auto& network = static_cast<Network&>(definition);
  if (network.parserLives == nullptr || !*network.parserLives) record("MISUSE the parser was gone before the build");
  nvinfer1::IProgressMonitor* monitor = static_cast<Configuration&>(configuration).monitor;
  const int steps = 10;
  monitor->phaseStart("Building engine", nullptr, steps);
  for (int step = 0; step < steps; step++) {
    monitor->phaseStart("Timing tactics", "Building engine", 2);
    monitor->stepComplete("Timing tactics", 0);
    monitor->phaseFinish("Timing tactics");
    if (failsAt("slow")) std::this_thread::sleep_for(std::chrono::seconds(10));
    if (!monitor->stepComplete("Building engine", step)) return nullptr;
  }
  monitor->phaseFinish("Building engine");
  if (failsAt("crash")) std::abort();
  if (failsAt("build")) logger_.log(Severity::kERROR, "Requested amount of GPU memory could not be allocated");
  if (failsAt("kernel")) logger_.log(Severity::kERROR, "Could not find any implementation for node /conv1");
  if (failsAt("build") || failsAt("kernel")) return nullptr;
  logger_.log(Severity::kWARNING, "Running layernorm in half precision can overflow");
  std::ostringstream plan;
  plan << magic << '\n' << version() << '\n';
  for (const auto& input : network.inputs) write(plan, "input", *input);
  for (const auto& output : network.outputs) write(plan, "output", *output);
  return new HostMemory(plan.str());
}

Context::Context(const Engine& engine) : engine_(engine), tensors_(engine.tensors) {
  mImpl = this;
  engine_.contexts++;
}

Context::~Context() noexcept { engine_.contexts--; }

bool Context::setInputShape(const char* name, const nvinfer1::Dims& dims) noexcept {
  record("shape " + std::string(name) + ' ' + textOf(dims));
  for (auto& tensor : tensors_)
    if (tensor.name == name) tensor.dims = dims;
  return true;
}

nvinfer1::Dims Context::getTensorShape(const char* name) const noexcept {
  for (const auto& tensor : tensors_)
    if (tensor.name == name) return tensor.dims;
  return {-1, {}};
}

bool Context::setTensorAddress(const char* name, void* data) noexcept {
  record("address " + std::string(name));
  addresses_[name] = data;
  return true;
}

bool Context::enqueueV3(cudaStream_t stream) noexcept {
  record("enqueue");
  if (addresses_.size() != tensors_.size()) record("MISUSE not every tensor has an address");
  if (failsAt("enqueue")) {
    engine_.logger.log(nvinfer1::ILogger::Severity::kERROR, "Cuda failure: an illegal memory access was encountered");
    return false;
  }
  stream->work.emplace_back([this] { compute(); });
  return true;
}

void Context::compute() {
  std::vector<double> means;
  double sums[3] = {};
  double counts[3] = {};
  for (const auto& tensor : tensors_) {
    if (!tensor.isInput) continue;
    const void* data = addresses_[tensor.name];
    const bool isByte = tensor.type == nvinfer1::DataType::kUINT8;
    const std::int64_t size = sizeOf(tensor.dims);
    double sum = 0;
    for (std::int64_t i = 0; i < size; i++) {
      const double value = isByte ? static_cast<const std::uint8_t*>(data)[i] : static_cast<const float*>(data)[i];
      sum += value;
      sums[i % 3] += value;
      counts[i % 3]++;
    }
    means.push_back(sum / static_cast<double>(size));
  }
  for (const auto& tensor : tensors_) {
    if (tensor.isInput) continue;
    auto* data = static_cast<float*>(addresses_[tensor.name]);
    const std::int64_t size = sizeOf(tensor.dims);
    const bool isPathways = size == static_cast<std::int64_t>(means.size());
    for (std::int64_t i = 0; i < size; i++) {
      const double colour = i == 0 ? 5 : 0.05 * sums[(i - 1) % 3] / counts[(i - 1) % 3];
      data[i] = static_cast<float>(isPathways ? means[i] : colour);
    }
  }
}

Engine::Engine(std::vector<EngineTensor> all, nvinfer1::ILogger& log) : tensors(std::move(all)), logger(log) {
  mImpl = this;
}

Engine::~Engine() noexcept {
  if (contexts != 0) record("MISUSE an engine is gone before its context");
}

nvinfer1::IExecutionContext* Engine::createExecutionContext(
    nvinfer1::ExecutionContextAllocationStrategy) noexcept {
  return new Context(*this);
}

std::int32_t Engine::getNbIOTensors() const noexcept { return static_cast<std::int32_t>(tensors.size()); }
const char* Engine::getIOTensorName(std::int32_t i) const noexcept { return tensors[i].name.c_str(); }

nvinfer1::TensorIOMode Engine::getTensorIOMode(const char* name) const noexcept {
  return find(name).isInput ? nvinfer1::TensorIOMode::kINPUT : nvinfer1::TensorIOMode::kOUTPUT;
}

nvinfer1::Dims Engine::getTensorShape(const char* name) const noexcept { return find(name).dims; }
nvinfer1::DataType Engine::getTensorDataType(const char* name) const noexcept { return find(name).type; }

const EngineTensor& Engine::find(const std::string& name) const {
  for (const auto& tensor : tensors)
    if (tensor.name == name) return tensor;
  std::abort();
}

nvinfer1::ICudaEngine* Runtime::deserializeCudaEngine(const void* blob, std::size_t size) noexcept {
  record("deserialize");
  std::istringstream plan(std::string(static_cast<const char*>(blob), size));
  std::string line;
  std::getline(plan, line);
  int madeBy = 0;
  const bool isKnown = line == magic && plan >> madeBy && madeBy == version();
  const char* refuse = std::getenv("CUDA_STANDIN_REFUSE");
  if (!isKnown || failsAt("deserialize") || (refuse != nullptr && std::remove(refuse) == 0)) {
    logger_.log(nvinfer1::ILogger::Severity::kERROR, "The engine plan file is not compatible with this version");
    return nullptr;
  }
  std::vector<EngineTensor> tensors;
  std::string mode;
  std::string name;
  for (int elementType; plan >> mode >> name >> elementType;) {
    EngineTensor tensor{name, mode == "input", typeOf(elementType), {}};
    plan >> tensor.dims.nbDims;
    for (int i = 0; i < tensor.dims.nbDims; i++) plan >> tensor.dims.d[i];
    tensors.push_back(tensor);
  }
  return new Engine(std::move(tensors), logger_);
}

void Runtime::setDLACore(std::int32_t core) noexcept { record("run on DLA " + std::to_string(core)); }
std::int32_t Runtime::getNbDLACores() const noexcept { return std::stoi(setting("CUDA_STANDIN_DLA", "2")); }

}  // namespace standin

extern "C" {

std::int32_t getInferLibVersion() noexcept { return standin::version(); }

void* createInferBuilder_INTERNAL(void* logger, std::int32_t) noexcept {
  auto& log = *static_cast<nvinfer1::ILogger*>(logger);
  if (!standin::failsAt("builder")) return static_cast<nvinfer1::IBuilder*>(new standin::Builder(log));
  log.log(nvinfer1::ILogger::Severity::kERROR, "CUDA initialization failure with error: 35");
  return nullptr;
}

void* createInferRuntime_INTERNAL(void* logger, std::int32_t) noexcept {
  return static_cast<nvinfer1::IRuntime*>(new standin::Runtime(*static_cast<nvinfer1::ILogger*>(logger)));
}

}  // extern "C"
