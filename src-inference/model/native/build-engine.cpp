#include "build-engine.h"

#include <map>
#include <mutex>

#include "failure.h"
#include "libraries.h"
#include "logger.h"

namespace stepwatch {

namespace {

class Monitor : public nvinfer1::IProgressMonitor {
 public:
  explicit Monitor(const OnStep& onStep) : onStep_(onStep) {}

  void phaseStart(const char* phase, const char*, std::int32_t steps) noexcept override {
    {
      const std::lock_guard lock(mutex_);
      steps_[phase] = steps;
    }
    onStep_(phase, steps, 0);
  }

  bool stepComplete(const char* phase, std::int32_t step) noexcept override {
    return onStep_(phase, stepsOf(phase), step + 1);
  }

  void phaseFinish(const char* phase) noexcept override {
    const int steps = stepsOf(phase);
    onStep_(phase, steps, steps);
  }

 private:
  int stepsOf(const char* phase) {
    const std::lock_guard lock(mutex_);
    return steps_[phase];
  }

  const OnStep& onStep_;
  std::mutex mutex_;
  std::map<std::string, int> steps_;
};

std::string errorOf(const nvonnxparser::IParserError& error) {
  const std::string name = error.nodeName();
  const std::string type = error.nodeOperator();
  std::string text = error.desc();
  if (!type.empty()) text += " (" + type + (name.empty() ? "" : " \"" + name + "\"") + ")";
  return text;
}

void parse(nvonnxparser::IParser& parser, const std::string& network) {
  if (parser.parseFromFile(network.c_str(), static_cast<int>(nvinfer1::ILogger::Severity::kWARNING))) return;
  std::string text;
  bool isUnsupported = false;
  for (int i = 0; i < parser.getNbErrors(); i++) {
    const nvonnxparser::IParserError& error = *parser.getError(i);
    text += (text.empty() ? "" : "; ") + errorOf(error);
    isUnsupported = isUnsupported || (error.code() >= nvonnxparser::ErrorCode::kUNSUPPORTED_GRAPH &&
                                      error.code() <= nvonnxparser::ErrorCode::kUNSUPPORTED_NODE_SHAPE);
  }
  throw Failure(isUnsupported ? "network_unsupported" : "engine_build_failed",
                text.empty() ? "The parser gave no reason" : text);
}

/** Networks whose sizes are all fixed need no profile. */
void addProfile(nvinfer1::IBuilder& builder, nvinfer1::INetworkDefinition& network,
                nvinfer1::IBuilderConfig& config, const Shapes& shapes) {
  // It belongs to the builder.
  nvinfer1::IOptimizationProfile* profile = nullptr;
  for (int i = 0; i < network.getNbInputs(); i++) {
    const nvinfer1::ITensor& input = *network.getInput(i);
    const nvinfer1::Dims open = input.getDimensions();
    bool isFixed = true;
    for (int axis = 0; axis < open.nbDims; axis++) isFixed = isFixed && open.d[axis] >= 0;
    if (isFixed) continue;
    const auto known = shapes.find(input.getName());
    if (known == shapes.end() || static_cast<int>(known->second.size()) != open.nbDims)
      throw Failure("engine_build_failed", std::string("The sizes of the input \"") + input.getName() + "\" are not known");
    nvinfer1::Dims fixed = open;
    for (int axis = 0; axis < open.nbDims; axis++) fixed.d[axis] = known->second[axis];
    if (profile == nullptr) profile = builder.createOptimizationProfile();
    using nvinfer1::OptProfileSelector;
    for (const auto selector : {OptProfileSelector::kMIN, OptProfileSelector::kOPT, OptProfileSelector::kMAX})
      profile->setDimensions(input.getName(), selector, fixed);
  }
  if (profile != nullptr) config.addOptimizationProfile(profile);
}

/** Layers that the accelerator cannot do run on the GPU. @returns Whether there is such an accelerator. */
bool useAccelerator(const nvinfer1::IBuilder& builder, nvinfer1::IBuilderConfig& config, int core) {
  if (core >= builder.getNbDLACores()) return false;
  config.setDefaultDeviceType(nvinfer1::DeviceType::kDLA);
  config.setDLACore(core);
  config.setFlag(nvinfer1::BuilderFlag::kGPU_FALLBACK);
  return true;
}

template <typename Object>
std::unique_ptr<Object> made(Object* object, Logger& logger, const char* what) {
  if (object != nullptr) return std::unique_ptr<Object>(object);
  throw Failure("engine_build_failed", std::string("TensorRT made no ") + what + ". " + logger.takeErrors());
}

}  // namespace

BuiltEngine buildEngine(const BuildRequest& request, const OnStep& onStep) {
  const CudaDriver& driver = cudaDriver();
  const CudaScope scope(driver, driver.deviceOf(request.device));
  Logger logger;
  const auto builder = made(tensorRt().createBuilder(logger).release(), logger, "builder");
  // Types are those that are fastest, within the precisions that are allowed: a network with explicit quantization says itself
  // what is int8, and what is left runs in half precision where that is allowed.
  const auto network = made(builder->createNetworkV2(0), logger, "network");
  // Weights belong to the parser until the engine is built.
  const auto parser = made(onnxParser().createParser(*network, logger).release(), logger, "parser");
  parse(*parser, request.network);

  Monitor monitor(onStep);
  const auto config = made(builder->createBuilderConfig(), logger, "configuration");
  config->setProgressMonitor(&monitor);
  if (request.fp16) config->setFlag(nvinfer1::BuilderFlag::kFP16);
  if (request.int8) config->setFlag(nvinfer1::BuilderFlag::kINT8);
  if (request.workspaceBytes)
    config->setMemoryPoolLimit(nvinfer1::MemoryPoolType::kWORKSPACE, *request.workspaceBytes);
  std::vector<std::string> remarks;
  if (request.dla && !useAccelerator(*builder, *config, *request.dla))
    remarks.push_back("There is no DLA of number " + std::to_string(*request.dla) + ": the GPU does its work");
  addProfile(*builder, *network, *config, request.shapes);

  const std::unique_ptr<nvinfer1::IHostMemory> plan(builder->buildSerializedNetwork(*network, *config));
  if (plan == nullptr) {
    const std::string errors = logger.takeErrors();
    const bool hasNoKernel = errors.find("Could not find any implementation for node") != std::string::npos;
    throw Failure(hasNoKernel ? "network_unsupported" : "engine_build_failed",
                  errors.empty() ? "TensorRT gave no reason" : errors);
  }
  const auto* bytes = static_cast<const std::uint8_t*>(plan->data());
  for (const std::string& warning : logger.warnings()) remarks.push_back(warning);
  return {{bytes, bytes + plan->size()}, remarks};
}

}  // namespace stepwatch
