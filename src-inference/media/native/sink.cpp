#include "sink.h"

#include <gst/video/video.h>

namespace stepwatch {

namespace {

Napi::Value toSeconds(Napi::Env env, GstClockTime time) {
  return GST_CLOCK_TIME_IS_VALID(time) ? Napi::Number::New(env, double(time) / GST_SECOND) : env.Null();
}

/** Rows without padding. */
Napi::Value copyPicture(Napi::Env env, const GstVideoInfo* info, GstBuffer* buffer) {
  GstVideoFrame frame;
  if (!gst_video_frame_map(&frame, info, buffer, GST_MAP_READ)) {
    throw Napi::Error::New(env, "the appsink delivered a picture that cannot be read");
  }
  const size_t height = GST_VIDEO_FRAME_HEIGHT(&frame);
  const size_t row = GST_VIDEO_FRAME_WIDTH(&frame) * GST_VIDEO_FRAME_COMP_PSTRIDE(&frame, 0);
  const size_t stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0);
  const auto* pixels = static_cast<const guint8*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0));
  auto data = Napi::Uint8Array::New(env, row * height);
  for (size_t y = 0; y < height; y++) memcpy(data.Data() + y * row, pixels + y * stride, row);
  gst_video_frame_unmap(&frame);
  return data;
}

Napi::Value copyBytes(Napi::Env env, GstBuffer* buffer) {
  auto data = Napi::Uint8Array::New(env, gst_buffer_get_size(buffer));
  gst_buffer_extract(buffer, 0, data.Data(), data.ByteLength());
  return data;
}

/** `{ data, width, height, presentationSeconds, durationSeconds, runningSeconds, captureSeconds }`. */
Napi::Value toFrame(Napi::Env env, GstElement* sink, GstSample* sample) {
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  GstCaps* caps = gst_sample_get_caps(sample);
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  auto result = Napi::Object::New(env);
  GstVideoInfo info;
  const bool isRaw = gst_structure_has_name(structure, "video/x-raw") && gst_video_info_from_caps(&info, caps);
  result.Set("data", isRaw ? copyPicture(env, &info, buffer) : copyBytes(env, buffer));
  gint width = 0;
  gint height = 0;
  gst_structure_get_int(structure, "width", &width);
  gst_structure_get_int(structure, "height", &height);
  result.Set("width", width);
  result.Set("height", height);

  const GstSegment* segment = gst_sample_get_segment(sample);
  const GstClockTime time = GST_BUFFER_PTS(buffer);
  const GstClockTime running = gst_segment_to_running_time(segment, GST_FORMAT_TIME, time);
  const bool isRunning = GST_CLOCK_TIME_IS_VALID(running);
  result.Set("presentationSeconds",
             toSeconds(env, gst_segment_to_stream_time(segment, GST_FORMAT_TIME, time)));
  result.Set("durationSeconds", toSeconds(env, GST_BUFFER_DURATION(buffer)));
  result.Set("runningSeconds", toSeconds(env, running));
  result.Set("captureSeconds",
             toSeconds(env, isRunning ? gst_element_get_base_time(sink) + running : GST_CLOCK_TIME_NONE));
  return result;
}

}  // namespace

Sink::Sink(GstAppSink* element, std::shared_ptr<Link> link) : element_(element), link_(std::move(link)) {
  GstAppSinkCallbacks callbacks = {};
  callbacks.eos = [](GstAppSink*, gpointer data) { static_cast<Sink*>(data)->notify(); };
  callbacks.new_sample = [](GstAppSink*, gpointer data) {
    static_cast<Sink*>(data)->notify();
    return GST_FLOW_OK;
  };
  gst_app_sink_set_callbacks(element_, &callbacks, this, nullptr);
}

Sink::~Sink() { gst_object_unref(element_); }

void Sink::pull(Napi::Env env, Napi::Function callback) {
  callback_ = Napi::Persistent(callback);
  deliver(env);
}

void Sink::abandon(Napi::Env env) {
  if (callback_.IsEmpty()) return;
  Napi::Function call = callback_.Value();
  callback_.Reset();
  call.Call({env.Null()});
}

void Sink::deliver(Napi::Env env) {
  if (callback_.IsEmpty()) return;
  GstSample* sample = gst_app_sink_try_pull_sample(element_, 0);
  if (sample == nullptr && !gst_app_sink_is_eos(element_)) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      wanted_ = true;
    }
    // A sample may have come between the look and the wish.
    sample = gst_app_sink_try_pull_sample(element_, 0);
    if (sample == nullptr && !gst_app_sink_is_eos(element_)) return;
    std::lock_guard<std::mutex> lock(mutex_);
    wanted_ = false;
  }
  Napi::Function call = callback_.Value();
  callback_.Reset();
  Napi::Value value = env.Null();
  if (sample != nullptr) {
    std::unique_ptr<GstSample, decltype(&gst_sample_unref)> hold(sample, gst_sample_unref);
    value = toFrame(env, GST_ELEMENT(element_), sample);
  }
  call.Call({value});
}

void Sink::notify() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!wanted_) return;
    wanted_ = false;
  }
  link_->post([this](Napi::Env env) { deliver(env); });
}

}  // namespace stepwatch
