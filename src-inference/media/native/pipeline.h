// One GStreamer pipeline as a Node-API object. No thread waits: GStreamer's own threads call, and JavaScript's thread is
// told. Node-API is ABI-stable, so one build serves Node and Electron.
#pragma once
#include <gst/gst.h>

#include <map>
#include <memory>
#include <string>

#include "frame-sink.h"
#include "js-thread.h"
#include "owned.h"
#include "stream-watch.h"

namespace stepwatch {

class Pipeline : public Napi::ObjectWrap<Pipeline> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit Pipeline(const Napi::CallbackInfo& info);

  /** Throws when there is no element of that name and type, or the pipeline was stopped. */
  template <typename Element>
  Owned<Element> element(Napi::Env env, const std::string& name, GType type) {
    return Owned<Element>(reinterpret_cast<Element*>(findElement(env, name, type)));
  }

 private:
  using Sinks = std::map<std::string, std::unique_ptr<FrameSink>>;

  void setState(const Napi::CallbackInfo& info);
  void setProperty(const Napi::CallbackInfo& info);
  void pull(const Napi::CallbackInfo& info);
  void push(const Napi::CallbackInfo& info);
  void pushEncoded(const Napi::CallbackInfo& info);
  Napi::Value seek(const Napi::CallbackInfo& info);
  void endStream(const Napi::CallbackInfo& info);
  Napi::Value durationSeconds(const Napi::CallbackInfo& info);
  Napi::Value videoCaps(const Napi::CallbackInfo& info);
  void leaveOutDamaged(const Napi::CallbackInfo& info);
  Napi::Value streamStatistics(const Napi::CallbackInfo& info);
  Napi::Value stop(const Napi::CallbackInfo& info);

  /** A new reference. */
  GstElement* findElement(Napi::Env env, const std::string& name, GType type);
  /** Throws when the pipeline was stopped. */
  GstElement* running(Napi::Env env);
  FrameSink& sinkNamed(Napi::Env env, const std::string& name);
  static GstBusSyncReply onBusMessage(GstBus*, GstMessage* message, gpointer data);
  void report(GstMessage* message);

  /** Elements of the pipeline call it. */
  std::unique_ptr<StreamWatch> watch_;
  /** Null once it was stopped. */
  Owned<GstElement> pipeline_;
  std::shared_ptr<JsThread> jsThread_;
  Napi::FunctionReference onMessage_;
  Sinks sinks_;
};

}  // namespace stepwatch
