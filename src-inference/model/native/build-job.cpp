#include "build-job.h"

#include <exception>
#include <string>

#include "build-engine.h"
#include "values.h"

namespace stepwatch {

namespace {

struct Step {
  std::string phase;
  int steps;
  int done;
};

class BuildJob : public Napi::AsyncProgressQueueWorker<Step> {
 public:
  BuildJob(Napi::Env env, BuildRequest request, const Napi::Function& onStep)
      : AsyncProgressQueueWorker(env), request_(std::move(request)), onStep_(Napi::Persistent(onStep)),
        deferred_(Napi::Promise::Deferred::New(env)) {}

  Napi::Promise promise() const { return deferred_.Promise(); }

 protected:
  void Execute(const ExecutionProgress& progress) override {
    try {
      built_ = buildEngine(request_, [&](const char* phase, int steps, int done) {
        const Step step{phase, steps, done};
        progress.Send(&step, 1);
        return true;
      });
    } catch (const Failure& failure) {
      failure_ = failure;
    } catch (const std::exception& error) {
      failure_ = Failure("engine_build_failed", error.what());
    }
  }

  void OnProgress(const Step* steps, std::size_t count) override {
    for (std::size_t i = 0; i < count; i++) {
      auto step = Napi::Object::New(Env());
      step.Set("phase", steps[i].phase);
      step.Set("steps", steps[i].steps);
      step.Set("done", steps[i].done);
      onStep_.Call({step});
    }
  }

  void OnOK() override {
    if (failure_) return deferred_.Reject(toError(Env(), *failure_).Value());
    auto warnings = Napi::Array::New(Env());
    for (const std::string& warning : built_.warnings) warnings.Set(warnings.Length(), warning);
    auto result = Napi::Object::New(Env());
    result.Set("bytes", bytesOf(Env(), built_.bytes.data(), built_.bytes.size()));
    result.Set("warnings", warnings);
    deferred_.Resolve(result);
  }

 private:
  const BuildRequest request_;
  Napi::FunctionReference onStep_;
  Napi::Promise::Deferred deferred_;
  BuiltEngine built_;
  std::optional<Failure> failure_;
};

BuildRequest requestOf(const Napi::Object& options) {
  BuildRequest request;
  request.network = options.Get("network").As<Napi::String>();
  request.device = options.Get("device").As<Napi::Number>().Int32Value();
  request.fp16 = options.Get("fp16").As<Napi::Boolean>();
  request.int8 = options.Get("int8").As<Napi::Boolean>();
  request.dla = optionalInt(options.Get("dla"));
  const Napi::Value workspace = options.Get("workspaceBytes");
  if (!workspace.IsNull()) request.workspaceBytes = workspace.As<Napi::Number>().Int64Value();
  request.shapes = shapesOf(options.Get("shapes").As<Napi::Object>());
  return request;
}

}  // namespace

Napi::Value build(const Napi::CallbackInfo& info) {
  // It deletes itself.
  auto* job = new BuildJob(info.Env(), requestOf(info[0].As<Napi::Object>()), info[1].As<Napi::Function>());
  const Napi::Promise promise = job->promise();
  job->Queue();
  return promise;
}

}  // namespace stepwatch
