// GStreamer counts nanoseconds, JavaScript seconds.
#pragma once
#include <gst/gst.h>
#include <napi.h>

namespace stepwatch {

/** Null when the time is not known. */
inline Napi::Value toSeconds(Napi::Env env, GstClockTime time) {
  if (!GST_CLOCK_TIME_IS_VALID(time)) return env.Null();
  return Napi::Number::New(env, static_cast<double>(time) / GST_SECOND);
}

/** @param seconds A number, not negative. */
inline GstClockTime toClockTime(const Napi::Value& seconds) {
  return static_cast<GstClockTime>(seconds.As<Napi::Number>().DoubleValue() * GST_SECOND);
}

}  // namespace stepwatch
