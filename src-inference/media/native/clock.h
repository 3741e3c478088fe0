#pragma once

#include <napi.h>

namespace stepwatch {

/** What the kernel says of the clock of this machine: {synchronised, offsetSeconds, errorSeconds}; null when it does not. */
Napi::Value readClock(const Napi::CallbackInfo& info);

}  // namespace stepwatch
