// What JavaScript sees: see ../tensorrt/native.ts.
#include <napi.h>

#include "build-job.h"
#include "engine-object.h"
#include "libraries.h"
#include "values.h"

namespace stepwatch {

namespace {

class Probe {
 public:
  explicit Probe(Napi::Env env)
      : env_(env), result_(Napi::Object::New(env)), missing_(Napi::Array::New(env)) {
    result_.Set("compiledFor", TensorRtLibrary::compiledVersion());
    result_.Set("library", env.Null());
    result_.Set("driver", env.Null());
    result_.Set("gpu", env.Null());
    result_.Set("missing", missing_);
  }

  Napi::Object look(int device) {
    if (attempt("driver", [&] { result_.Set("driver", cudaDriver().version()); }))
      attempt("gpu", [&] { result_.Set("gpu", describe(cudaDriver(), device)); });
    if (!attempt("library", [] { tensorRt(); })) return result_;
    result_.Set("library", tensorRt().version());
    if (tensorRt().majorVersion() != NV_TENSORRT_MAJOR)
      add("version", "TensorRT " + tensorRt().version() + " is installed, the addon is compiled for " +
                         TensorRtLibrary::compiledVersion());
    attempt("parser", [] { onnxParser(); });
    return result_;
  }

 private:
  template <typename Step>
  bool attempt(const char* part, Step step) {
    try {
      step();
      return true;
    } catch (const Failure& failure) {
      add(part, failure.what());
      return false;
    }
  }

  void add(const char* part, const std::string& reason) {
    auto gap = Napi::Object::New(env_);
    gap.Set("part", part);
    gap.Set("reason", reason);
    missing_.Set(missing_.Length(), gap);
  }

  Napi::Object describe(const CudaDriver& driver, int number) {
    const CudaDevice device = driver.deviceOf(number);
    auto gpu = Napi::Object::New(env_);
    gpu.Set("name", driver.nameOf(device));
    gpu.Set("computeCapability", driver.computeCapabilityOf(device));
    return gpu;
  }

  Napi::Env env_;
  Napi::Object result_;
  Napi::Array missing_;
};

Napi::Value probe(const Napi::CallbackInfo& info) {
  return Probe(info.Env()).look(info[0].As<Napi::Number>().Int32Value());
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("probe", Napi::Function::New(env, probe, "probe"));
  exports.Set("build", Napi::Function::New(env, build, "build"));
  exports.Set("Engine", EngineObject::define(env));
  return exports;
}

}  // namespace

}  // namespace stepwatch

using stepwatch::init;
NODE_API_MODULE(stepwatch_tensorrt, init)
