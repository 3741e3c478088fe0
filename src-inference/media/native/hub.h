// Joins whatever source plays to whatever outputs are attached, each a pipeline of its own: either side comes and goes
// without the other noticing. Frames never enter JavaScript; only their references travel.
#pragma once
#include <gst/app/gstappsink.h>
#include <napi.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "outlet.h"

namespace stepwatch {

/** Outlives its JavaScript object as long as a source still feeds it. */
class HubCore {
 public:
  ~HubCore();
  /** What is fed under an older ticket is ignored from now on. */
  guint64 startFeed(bool waits);
  void take(guint64 ticket, GstSample* sample, GstClockTime baseTime);
  /**
   * An outlet that wants single frames has the newest one at once, also when the source stands still.
   *
   * @param insteadOf Is taken off in the same moment: no frame goes to both or to neither; may be null.
   */
  void attach(std::shared_ptr<Outlet> outlet, const Outlet* insteadOf);
  void detach(const Outlet* outlet);
  /** The time on the outputs' line of a frame of the current source. */
  GstClockTime toHubTime(GstClockTime running);

 private:
  GstClockTime date(GstBuffer* buffer, GstClockTime running);
  void keep(GstSample* sample, const DatedFrame& frame);

  std::mutex mutex_;
  std::vector<std::shared_ptr<Outlet>> outlets_;
  guint64 ticket_ = 0;
  bool waits_ = false;
  /** Hub time minus running time of the source. */
  GstClockTimeDiff offset_ = 0;
  GstClockTime lastRunning_ = GST_CLOCK_TIME_NONE;
  GstClockTime lastHub_ = GST_CLOCK_TIME_NONE;
  /** Holds what `newest_` points to; null before the first frame of a source. */
  GstSample* newestSample_ = nullptr;
  DatedFrame newest_ = {nullptr, nullptr, GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE};
};

class Hub : public Napi::ObjectWrap<Hub> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit Hub(const Napi::CallbackInfo& info);

 private:
  void feed(const Napi::CallbackInfo& info);
  Napi::Value attach(const Napi::CallbackInfo& info);
  void detach(const Napi::CallbackInfo& info);
  void ask(const Napi::CallbackInfo& info);
  void annotate(const Napi::CallbackInfo& info);
  Napi::Value outlet(const Napi::CallbackInfo& info);

  std::shared_ptr<Outlet> find(const Napi::CallbackInfo& info, size_t argument);

  std::shared_ptr<HubCore> core_ = std::make_shared<HubCore>();
  std::map<guint32, std::shared_ptr<Outlet>> outlets_;
  guint32 nextId_ = 1;
};

}  // namespace stepwatch
