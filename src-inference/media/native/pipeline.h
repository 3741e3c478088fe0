// One GStreamer pipeline as a Node-API object. No thread waits: GStreamer's own threads call, and JavaScript is told
// through one thread-safe function per pipeline. Node-API is ABI-stable, so one build serves Node and Electron.
#pragma once
#include <gst/gst.h>

#include <map>
#include <memory>
#include <string>

#include "link.h"
#include "sink.h"

namespace stepwatch {

class Pipeline : public Napi::ObjectWrap<Pipeline> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit Pipeline(const Napi::CallbackInfo& info);

  /** A new reference; throws when there is no such element, or the pipeline was stopped. */
  GstElement* element(Napi::Env env, const std::string& name);
  GstElement* running(Napi::Env env);

 private:
  void setState(const Napi::CallbackInfo& info);
  void setProperty(const Napi::CallbackInfo& info);
  void pull(const Napi::CallbackInfo& info);
  void push(const Napi::CallbackInfo& info);
  Napi::Value seek(const Napi::CallbackInfo& info);
  void endStream(const Napi::CallbackInfo& info);
  Napi::Value durationSeconds(const Napi::CallbackInfo& info);
  Napi::Value videoCaps(const Napi::CallbackInfo& info);
  Napi::Value stop(const Napi::CallbackInfo& info);

  Sink& sinkNamed(Napi::Env env, const std::string& name);
  static GstBusSyncReply onBusMessage(GstBus*, GstMessage* message, gpointer data);
  void report(GstMessage* message);

  GstElement* pipeline_ = nullptr;
  std::shared_ptr<Link> link_;
  Napi::FunctionReference onMessage_;
  std::map<std::string, std::unique_ptr<Sink>> sinks_;
};

/** Frees the reference at the end of its scope. */
using ElementHold = std::unique_ptr<GstElement, decltype(&gst_object_unref)>;
inline ElementHold hold(GstElement* element) { return ElementHold(element, gst_object_unref); }

}  // namespace stepwatch
