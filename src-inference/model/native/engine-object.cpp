#include "engine-object.h"

#include "values.h"

namespace stepwatch {

namespace {

/** ONNX Runtime's names. */
const char* nameOf(nvinfer1::DataType type) {
  switch (type) {
    case nvinfer1::DataType::kFLOAT:
      return "float32";
    case nvinfer1::DataType::kHALF:
      return "float16";
    case nvinfer1::DataType::kINT8:
      return "int8";
    case nvinfer1::DataType::kUINT8:
      return "uint8";
    case nvinfer1::DataType::kINT32:
      return "int32";
    case nvinfer1::DataType::kINT64:
      return "int64";
    default:
      return "bool";
  }
}

Napi::Array describe(Napi::Env env, const std::vector<EngineTensor>& tensors) {
  auto result = Napi::Array::New(env);
  for (const EngineTensor& tensor : tensors) {
    auto shape = Napi::Array::New(env);
    for (const std::int64_t size : tensor.shape) shape.Set(shape.Length(), static_cast<double>(size));
    auto described = Napi::Object::New(env);
    described.Set("name", tensor.name);
    described.Set("type", nameOf(tensor.type));
    described.Set("shape", shape);
    result.Set(result.Length(), described);
  }
  return result;
}

}  // namespace

Napi::Function EngineObject::define(Napi::Env env) {
  return DefineClass(env, "Engine",
                     {
                         InstanceAccessor<&EngineObject::inputs>("inputs"),
                         InstanceAccessor<&EngineObject::outputs>("outputs"),
                         InstanceMethod<&EngineObject::run>("run"),
                         InstanceMethod<&EngineObject::close>("close"),
                     });
}

EngineObject::EngineObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const int device = info[1].As<Napi::Number>().Int32Value();
  try {
    engine_ = std::make_unique<Engine>(bytes.Data(), bytes.ByteLength(), device, optionalInt(info[2]),
                                       shapesOf(info[3].As<Napi::Object>()));
  } catch (const Failure& failure) {
    throw toError(info.Env(), failure);
  }
}

Napi::Value EngineObject::inputs(const Napi::CallbackInfo& info) {
  return describe(info.Env(), opened(info.Env()).inputs());
}

Napi::Value EngineObject::outputs(const Napi::CallbackInfo& info) {
  return describe(info.Env(), opened(info.Env()).outputs());
}

Napi::Value EngineObject::run(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  Engine& engine = opened(env);
  const auto given = info[0].As<Napi::Array>();
  if (given.Length() != engine.inputs().size()) throw Napi::TypeError::New(env, "one array for each input");
  for (std::uint32_t i = 0; i < given.Length(); i++) {
    const auto bytes = given.Get(i).As<Napi::Uint8Array>();
    if (bytes.ByteLength() != engine.inputs()[i].bytes)
      throw Napi::TypeError::New(env, "the input \"" + engine.inputs()[i].name + "\" takes " +
                                          std::to_string(engine.inputs()[i].bytes) + " bytes");
    std::memcpy(engine.inputMemory(i), bytes.Data(), bytes.ByteLength());
  }
  try {
    engine.run();
  } catch (const Failure& failure) {
    throw toError(env, failure);
  }
  auto results = Napi::Array::New(env);
  for (std::size_t i = 0; i < engine.outputs().size(); i++)
    results.Set(results.Length(), bytesOf(env, engine.outputMemory(i), engine.outputs()[i].bytes));
  return results;
}

void EngineObject::close(const Napi::CallbackInfo&) { engine_.reset(); }

Engine& EngineObject::opened(Napi::Env env) const {
  if (engine_ == nullptr) throw Napi::Error::New(env, "the engine is closed");
  return *engine_;
}

}  // namespace stepwatch
