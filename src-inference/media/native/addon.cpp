#include <gst/gst.h>

#include "hub.h"
#include "pipeline.h"
#include "registry.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  gst_init(nullptr, nullptr);
  gchar* version = gst_version_string();
  exports.Set("version", version);
  g_free(version);
  exports.Set("Pipeline", stepwatch::Pipeline::define(env));
  exports.Set("Hub", stepwatch::Hub::define(env));
  exports.Set("inspectElement", Napi::Function::New(env, stepwatch::inspectElement, "inspectElement"));
  exports.Set("preferElement", Napi::Function::New(env, stepwatch::preferElement, "preferElement"));
  return exports;
}

}  // namespace

NODE_API_MODULE(stepwatch_media, init)
