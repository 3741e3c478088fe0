#include "frame-sink.h"

#include <gst/video/video.h>

#include <cstring>

#include "capture-time.h"
#include "time.h"

namespace stepwatch {

namespace {

/** The pixels of a raw picture, readable while this lives. */
class MappedPicture {
 public:
  MappedPicture(const GstVideoInfo* info, GstBuffer* buffer)
      : isMapped_(gst_video_frame_map(&frame_, info, buffer, GST_MAP_READ)) {}
  ~MappedPicture() {
    if (isMapped_) gst_video_frame_unmap(&frame_);
  }
  MappedPicture(const MappedPicture&) = delete;
  MappedPicture& operator=(const MappedPicture&) = delete;

  bool isMapped() const { return isMapped_; }
  /** The first plane, rows without padding. */
  Napi::Value copy(Napi::Env env) const {
    const size_t height = GST_VIDEO_FRAME_HEIGHT(&frame_);
    const size_t row = GST_VIDEO_FRAME_WIDTH(&frame_) * GST_VIDEO_FRAME_COMP_PSTRIDE(&frame_, 0);
    const size_t stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame_, 0);
    const auto* pixels = static_cast<const guint8*>(GST_VIDEO_FRAME_PLANE_DATA(&frame_, 0));
    auto data = Napi::Uint8Array::New(env, row * height);
    for (size_t y = 0; y < height; y++) memcpy(data.Data() + y * row, pixels + y * stride, row);
    return data;
  }

 private:
  GstVideoFrame frame_ = {};
  const bool isMapped_;
};

Napi::Value copyBytes(Napi::Env env, GstBuffer* buffer) {
  auto data = Napi::Uint8Array::New(env, gst_buffer_get_size(buffer));
  gst_buffer_extract(buffer, 0, data.Data(), data.ByteLength());
  return data;
}

/** Null when the picture cannot be read. */
Napi::Value copyData(Napi::Env env, GstCaps* caps, GstBuffer* buffer) {
  GstVideoInfo info;
  const bool isRaw = gst_structure_has_name(gst_caps_get_structure(caps, 0), "video/x-raw") &&
                     gst_video_info_from_caps(&info, caps);
  if (!isRaw) return copyBytes(env, buffer);
  const MappedPicture picture(&info, buffer);
  return picture.isMapped() ? picture.copy(env) : env.Null();
}

void setSize(Napi::Object& frame, const GstStructure* structure) {
  gint width = 0;
  gint height = 0;
  gst_structure_get_int(structure, "width", &width);
  gst_structure_get_int(structure, "height", &height);
  frame.Set("width", width);
  frame.Set("height", height);
}

void setTimes(Napi::Object& frame, GstElement* sink, const GstSegment* segment, GstBuffer* buffer) {
  Napi::Env env = frame.Env();
  const GstClockTime time = GST_BUFFER_PTS(buffer);
  const GstClockTime running = gst_segment_to_running_time(segment, GST_FORMAT_TIME, time);
  const GstClockTime captured =
      GST_CLOCK_TIME_IS_VALID(running) ? captureTime(sink, running) : GST_CLOCK_TIME_NONE;
  frame.Set("presentationSeconds", toSeconds(env, gst_segment_to_stream_time(segment, GST_FORMAT_TIME, time)));
  frame.Set("durationSeconds", toSeconds(env, GST_BUFFER_DURATION(buffer)));
  const GstClockTime decoded = GST_BUFFER_DTS(buffer);
  const bool isReordered = GST_CLOCK_TIME_IS_VALID(time) && GST_CLOCK_TIME_IS_VALID(decoded) && time > decoded;
  frame.Set("reorderSeconds", toSeconds(env, isReordered ? time - decoded : 0));
  frame.Set("isKeyFrame", Napi::Boolean::New(env, !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)));
  frame.Set("runningSeconds", toSeconds(env, running));
  frame.Set("captureSeconds", toSeconds(env, captured));
}

/** The fields of `NativeFrame` in `native.ts`, or null after an error on the pipeline's bus. */
Napi::Value toFrame(Napi::Env env, GstElement* sink, GstSample* sample, StreamWatch& watch) {
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  GstCaps* caps = gst_sample_get_caps(sample);
  const Napi::Value data = buffer != nullptr && caps != nullptr ? copyData(env, caps, buffer) : env.Null();
  if (data.IsNull()) {
    GST_ELEMENT_ERROR(sink, STREAM, FAILED, ("A picture cannot be read."), (nullptr));
    return env.Null();
  }
  auto frame = Napi::Object::New(env);
  frame.Set("data", data);
  setSize(frame, gst_caps_get_structure(caps, 0));
  setTimes(frame, sink, gst_sample_get_segment(sample), buffer);
  const auto fate = watch.take(GST_BUFFER_PTS(buffer));
  frame.Set("damage", fate.damage);
  frame.Set("missingBefore", static_cast<double>(fate.missingBefore));
  return frame;
}

}  // namespace

FrameSink::FrameSink(Owned<GstAppSink> element, std::shared_ptr<JsThread> jsThread, StreamWatch& watch)
    : element_(std::move(element)), jsThread_(std::move(jsThread)), watch_(watch) {
  GstAppSinkCallbacks callbacks = {};
  callbacks.eos = [](GstAppSink*, gpointer data) { static_cast<FrameSink*>(data)->notify(); };
  callbacks.new_sample = [](GstAppSink*, gpointer data) {
    static_cast<FrameSink*>(data)->notify();
    return GST_FLOW_OK;
  };
  gst_app_sink_set_callbacks(element_.get(), &callbacks, this, nullptr);
}

void FrameSink::pull(Napi::Env env, Napi::Function callback) {
  callback_ = Napi::Persistent(callback);
  deliver(env);
}

void FrameSink::abandon(Napi::Env env) {
  if (callback_.IsEmpty()) return;
  Napi::Function call = callback_.Value();
  callback_.Reset();
  call.Call({env.Null()});
}

void FrameSink::deliver(Napi::Env env) {
  if (callback_.IsEmpty()) return;
  g_autoptr(GstSample) sample = nextSample();
  if (sample == nullptr && !gst_app_sink_is_eos(element_.get())) return;
  Napi::Function call = callback_.Value();
  callback_.Reset();
  call.Call({sample != nullptr ? toFrame(env, GST_ELEMENT(element_.get()), sample, watch_) : env.Null()});
}

GstSample* FrameSink::nextSample() {
  GstSample* sample = gst_app_sink_try_pull_sample(element_.get(), 0);
  if (sample != nullptr || gst_app_sink_is_eos(element_.get())) return sample;
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  // A sample, or the end, may have come after the first look and before `wanted_` was set.
  sample = gst_app_sink_try_pull_sample(element_.get(), 0);
  if (sample != nullptr) {
    const std::lock_guard lock(mutex_);
    wanted_ = false;
  }
  return sample;
}

void FrameSink::notify() {
  {
    const std::lock_guard lock(mutex_);
    if (!wanted_) return;
    wanted_ = false;
  }
  jsThread_->post([this](Napi::Env env) { deliver(env); });
}

}  // namespace stepwatch
