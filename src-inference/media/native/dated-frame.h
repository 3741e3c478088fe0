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

  DatedFrame(GstBuffer* buffer, GstCaps* caps, GstClockTime time, GstClockTime captured)
      : buffer(gst_buffer_ref(buffer), gst_buffer_unref),
        caps(gst_caps_ref(caps), gst_caps_unref),
        time(time),
        captured(captured) {}
};

}  // namespace stepwatch
