// An appsink and the one pull of JavaScript that may wait for it.
#pragma once
#include <gst/app/gstappsink.h>

#include <memory>
#include <mutex>

#include "link.h"

namespace stepwatch {

class Sink {
 public:
  /** Takes over the reference. */
  Sink(GstAppSink* element, std::shared_ptr<Link> link);
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  bool waiting() const { return !callback_.IsEmpty(); }
  /** The callback gets the next sample as an object, or null at the end of the stream. */
  void pull(Napi::Env env, Napi::Function callback);
  /** Answers the waiting pull with null. */
  void abandon(Napi::Env env);

 private:
  void deliver(Napi::Env env);
  void notify();

  GstAppSink* element_;
  std::shared_ptr<Link> link_;
  std::mutex mutex_;
  bool wanted_ = false;
  Napi::FunctionReference callback_;
};

}  // namespace stepwatch
