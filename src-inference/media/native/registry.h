// What GStreamer has installed.
#pragma once
#include <napi.h>

namespace stepwatch {

Napi::Value inspectElement(const Napi::CallbackInfo& info);
void preferElement(const Napi::CallbackInfo& info);
void avoidElement(const Napi::CallbackInfo& info);

}  // namespace stepwatch
