// Gives the frames of the current source to all subscribed outputs. Each is a pipeline of its own and may come and go
// without the others noticing. Frames never enter JavaScript: only references to them travel.
#pragma once
#include <gst/app/gstappsink.h>
#include <napi.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "subscriber.h"

namespace stepwatch {

/** What GStreamer's threads use of a router. It outlives the JavaScript object while a source still holds it. */
class RouterCore {
 public:
  /**
   * From now on the frames that come with the returned ticket are routed, and no others.
   *
   * @param mayBlock Outputs may make the source wait.
   */
  guint64 startSource(bool mayBlock);
  /** A frame of the source with this ticket. */
  void route(guint64 ticket, GstSample* sample, GstClockTime baseTime);
  /**
   * A subscriber on request has the newest frame at once, even when the source stands still.
   *
   * @param replaced Unsubscribed in the same moment: no frame goes to both or to neither. May be null.
   */
  void subscribe(std::shared_ptr<Subscriber> subscriber, const Subscriber* replaced);
  void unsubscribe(const Subscriber* subscriber);
  /** Time on the outputs' timeline for a frame of the current source. */
  GstClockTime toTimeline(GstClockTime running);

 private:
  GstClockTime date(GstBuffer* buffer, GstClockTime running);

  std::mutex mutex_;
  std::vector<std::shared_ptr<Subscriber>> subscribers_;
  guint64 ticket_ = 0;
  bool mayBlock_ = false;
  /** Time on the timeline minus running time of the source. */
  GstClockTimeDiff offset_ = 0;
  GstClockTime lastRunning_ = GST_CLOCK_TIME_NONE;
  GstClockTime lastTime_ = GST_CLOCK_TIME_NONE;
  /** Of the current source; empty before its first frame. */
  std::optional<DatedFrame> newest_;
};

class FrameRouter : public Napi::ObjectWrap<FrameRouter> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit FrameRouter(const Napi::CallbackInfo& info);

 private:
  void setSource(const Napi::CallbackInfo& info);
  Napi::Value subscribe(const Napi::CallbackInfo& info);
  void unsubscribe(const Napi::CallbackInfo& info);
  void request(const Napi::CallbackInfo& info);
  void setText(const Napi::CallbackInfo& info);
  Napi::Value timelineSeconds(const Napi::CallbackInfo& info);
  Napi::Value statistics(const Napi::CallbackInfo& info);

  /** The subscriber whose number is the first argument; throws when there is none. */
  std::shared_ptr<Subscriber> find(const Napi::CallbackInfo& info) const;

  const std::shared_ptr<RouterCore> core_ = std::make_shared<RouterCore>();
  std::map<guint32, std::shared_ptr<Subscriber>> subscribers_;
  guint32 nextNumber_ = 1;
};

}  // namespace stepwatch
