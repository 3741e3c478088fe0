#include <gst/gst.h>

#include "clock.h"
#include "frame-router.h"
#include "pipeline.h"
#include "registry.h"
#include "rtsp-challenges.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  gst_init(nullptr, nullptr);
  stepwatch::completeChallenges();
  g_autofree gchar* version = gst_version_string();
  exports.Set("version", version);
  exports.Set("Pipeline", stepwatch::Pipeline::define(env));
  exports.Set("FrameRouter", stepwatch::FrameRouter::define(env));
  exports.Set("inspectElement", Napi::Function::New(env, stepwatch::inspectElement, "inspectElement"));
  exports.Set("preferElement", Napi::Function::New(env, stepwatch::preferElement, "preferElement"));
  exports.Set("avoidElement", Napi::Function::New(env, stepwatch::avoidElement, "avoidElement"));
  exports.Set("readClock", Napi::Function::New(env, stepwatch::readClock, "readClock"));
  return exports;
}

}  // namespace

NODE_API_MODULE(stepwatch_media, init)
