// Values between JavaScript and C++.
#pragma once
#include <napi.h>

#include <cstring>
#include <optional>

#include "build-engine.h"
#include "failure.h"

namespace stepwatch {

/** A JavaScript error with the `code` of the failure. */
inline Napi::Error toError(Napi::Env env, const Failure& failure) {
  auto error = Napi::Error::New(env, failure.what());
  error.Set("code", Napi::String::New(env, failure.code));
  return error;
}

/** Null becomes nothing. */
inline std::optional<int> optionalInt(const Napi::Value& value) {
  if (value.IsNull()) return std::nullopt;
  return value.As<Napi::Number>().Int32Value();
}

inline Shapes shapesOf(const Napi::Object& object) {
  Shapes shapes;
  const Napi::Array names = object.GetPropertyNames();
  for (std::uint32_t i = 0; i < names.Length(); i++) {
    const std::string name = names.Get(i).As<Napi::String>();
    const auto sizes = object.Get(name).As<Napi::Array>();
    auto& shape = shapes[name];
    for (std::uint32_t axis = 0; axis < sizes.Length(); axis++)
      shape.push_back(sizes.Get(axis).As<Napi::Number>().Int64Value());
  }
  return shapes;
}

inline Napi::Uint8Array bytesOf(Napi::Env env, const void* data, std::size_t size) {
  auto bytes = Napi::Uint8Array::New(env, size);
  std::memcpy(bytes.Data(), data, size);
  return bytes;
}

}  // namespace stepwatch
