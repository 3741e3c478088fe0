// A frame of the source on its way to the subscribers.
#pragma once
#include <gst/gst.h>

#include <memory>

namespace stepwatch {

/** Keeps the picture and its caps for as long as a copy of it lives. The pixels are shared, not copied. */
struct DatedFrame {
  std::shared_ptr<GstBuffer> buffer;
  std::shared_ptr<GstCaps> caps;
  /** Time on the outputs' timeline. */
  GstClockTime time;
  /** When it was taken, on the system's monotonic clock. */
  GstClockTime captured;

  DatedFrame(GstBuffer* picture, GstCaps* format, GstClockTime timelineTime, GstClockTime capturedAt)
      : buffer(gst_buffer_ref(picture), gst_buffer_unref),
        caps(gst_caps_ref(format), gst_caps_unref),
        time(timelineTime),
        captured(capturedAt) {}
};

}  // namespace stepwatch
