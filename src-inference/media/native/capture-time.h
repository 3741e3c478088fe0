// When a frame was taken.
#pragma once
#include <gst/app/gstappsink.h>

namespace stepwatch {

/** On the clock of the sink's pipeline. A sink that is ahead gives each frame that much sooner. */
inline GstClockTime captureTime(GstElement* sink, GstClockTime running) {
  return gst_element_get_base_time(sink) + running + gst_base_sink_get_ts_offset(GST_BASE_SINK(sink));
}

}  // namespace stepwatch
