// Builds an engine in a thread of libuv's pool, and tells JavaScript how far it is.
#pragma once
#include <napi.h>

namespace stepwatch {

/** `build(options, onStep)`: a promise of a `BuiltEngine`. */
Napi::Value build(const Napi::CallbackInfo& info);

}  // namespace stepwatch
