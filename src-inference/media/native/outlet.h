// One output as the hub sees it: an appsrc that takes frames, and a text overlay whose text follows the frames.
#pragma once
#include <gst/app/gstappsrc.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <utility>

namespace stepwatch {

/** A frame of the source with its time on the outputs' line, and when it was taken on the monotonic clock. */
struct DatedFrame {
  GstBuffer* buffer;
  GstCaps* caps;
  GstClockTime hubTime;
  GstClockTime captured;
};

enum class Demand {
  /** All that it can take: when it is behind, a live frame is dropped. */
  Stream,
  /** One frame, the newest, each time that it asks. */
  Single,
};

class Outlet {
 public:
  /** Takes over the references; `overlay` may be null. */
  Outlet(GstAppSrc* appsrc, GstElement* overlay, Demand demand);
  ~Outlet();
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;

  /** @param waits The source may be held up: nothing is dropped. */
  void offer(const DatedFrame& frame, bool waits);
  void ask();
  /** @param hubTime GST_CLOCK_TIME_NONE: at once. Otherwise from the frame of that time on. */
  void annotate(const std::string& text, GstClockTime hubTime);
  /** Lets go of the overlay's pad. */
  void close();

  bool wantsSingle() const { return demand_ == Demand::Single; }
  guint64 pushed() const { return pushed_; }
  guint64 dropped() const { return dropped_; }
  /** Time of the newest frame on the output's own line, which starts at 0. */
  GstClockTime position() const { return position_; }
  GstClockTime captured() const { return captured_; }

 private:
  void push(const DatedFrame& frame);
  void keep(const DatedFrame& frame);
  void forget();
  void applyNotes(GstClockTime time);
  static GstPadProbeReturn onFrame(GstPad*, GstPadProbeInfo* info, gpointer data);

  GstAppSrc* appsrc_;
  GstElement* overlay_;
  GstPad* pad_ = nullptr;
  gulong probe_ = 0;
  const Demand demand_;

  std::mutex mutex_;
  bool asked_ = false;
  DatedFrame newest_ = {nullptr, nullptr, GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE};
  GstCaps* caps_ = nullptr;
  std::atomic<GstClockTime> first_{GST_CLOCK_TIME_NONE};
  std::atomic<GstClockTime> position_{0};
  std::atomic<GstClockTime> captured_{GST_CLOCK_TIME_NONE};
  std::atomic<guint64> pushed_{0};
  std::atomic<guint64> dropped_{0};

  std::mutex notesMutex_;
  std::deque<std::pair<GstClockTime, std::string>> notes_;
};

}  // namespace stepwatch
