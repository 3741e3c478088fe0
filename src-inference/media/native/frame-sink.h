// An appsink, and the one pull of JavaScript that may wait for its next frame.
#pragma once
#include <gst/app/gstappsink.h>

#include <memory>
#include <mutex>

#include "js-thread.h"
#include "owned.h"
#include "stream-watch.h"

namespace stepwatch {

class FrameSink {
 public:
  /** @param watch Says what has become of each picture. */
  FrameSink(Owned<GstAppSink> element, std::shared_ptr<JsThread> jsThread, StreamWatch& watch);
  FrameSink(const FrameSink&) = delete;
  FrameSink& operator=(const FrameSink&) = delete;

  bool isPulled() const { return !callback_.IsEmpty(); }
  /** The callback gets the next frame as an object, or null at the end of the stream. */
  void pull(Napi::Env env, Napi::Function callback);
  /** Answers the waiting pull with null. */
  void abandon(Napi::Env env);

 private:
  void deliver(Napi::Env env);
  void notify();
  /** Null when there is none now. Then `notify` tells when there is one, or the stream has ended. */
  GstSample* nextSample();

  const Owned<GstAppSink> element_;
  const std::shared_ptr<JsThread> jsThread_;
  StreamWatch& watch_;
  std::mutex mutex_;
  bool wanted_ = false;
  Napi::FunctionReference callback_;
};

}  // namespace stepwatch
