// `Engine` in JavaScript.
#pragma once
#include <napi.h>

#include <memory>

#include "engine.h"

namespace stepwatch {

class EngineObject : public Napi::ObjectWrap<EngineObject> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit EngineObject(const Napi::CallbackInfo& info);

 private:
  Napi::Value inputs(const Napi::CallbackInfo& info);
  Napi::Value outputs(const Napi::CallbackInfo& info);
  Napi::Value run(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);
  Engine& opened(Napi::Env env) const;

  std::unique_ptr<Engine> engine_;
};

}  // namespace stepwatch
