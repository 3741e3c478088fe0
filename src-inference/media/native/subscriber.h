// One output as the frame router sees it: an appsrc that takes frames, and a text overlay whose text follows the frames.
#pragma once
#include <gst/app/gstappsrc.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "dated-frame.h"
#include "owned.h"

namespace stepwatch {

enum class Demand {
  /** Every frame for which there is room. */
  All,
  /** One frame, the newest, for each request. */
  OnRequest,
};

class Subscriber {
 public:
  /** @param overlay May be null: no text. */
  Subscriber(Owned<GstAppSrc> appsrc, Owned<GstElement> overlay, Demand demand);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  /** @param mayBlock True: waits until there is room. False: drops the frame when there is none. */
  void offer(const DatedFrame& frame, bool mayBlock);
  /** The newest frame that was not given yet, now or as soon as there is one. Without an effect for `Demand::All`. */
  void request();
  /** @param time Of the first frame that shows the text; GST_CLOCK_TIME_NONE: the text appears at once. */
  void setText(const std::string& text, GstClockTime time);
  /** Lets go of the overlay's pad. Its pipeline must be stopped: the pad's probe uses this object. */
  void close();

  Demand demand() const { return demand_; }
  guint64 pushed() const { return pushed_; }
  guint64 dropped() const { return dropped_; }
  /** Time of the first frame on the timeline; GST_CLOCK_TIME_NONE before it. */
  GstClockTime first() const { return first_; }
  /** Time of the newest frame since the first one. */
  GstClockTime position() const { return position_; }
  GstClockTime captured() const { return captured_; }

 private:
  bool isFull() const;
  void push(const DatedFrame& frame);
  void applyText(GstClockTime time);
  static GstPadProbeReturn onFrame(GstPad*, GstPadProbeInfo* info, gpointer data);

  const Owned<GstAppSrc> appsrc_;
  const Owned<GstElement> overlay_;
  const Demand demand_;
  Owned<GstPad> pad_;
  gulong probe_ = 0;

  /** Held while a frame is pushed: when the source changes, the threads of two sources may push for a moment. */
  std::mutex mutex_;
  bool requested_ = false;
  std::optional<DatedFrame> newest_;
  std::shared_ptr<GstCaps> caps_;
  std::atomic<GstClockTime> first_{GST_CLOCK_TIME_NONE};
  std::atomic<GstClockTime> position_{0};
  std::atomic<GstClockTime> captured_{GST_CLOCK_TIME_NONE};
  std::atomic<guint64> pushed_{0};
  std::atomic<guint64> dropped_{0};

  std::mutex textsMutex_;
  /** Texts to come, each with the time of its first frame. */
  std::deque<std::pair<GstClockTime, std::string>> texts_;
};

}  // namespace stepwatch
