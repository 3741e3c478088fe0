#include "outlet.h"

namespace stepwatch {

Outlet::Outlet(GstAppSrc* appsrc, GstElement* overlay, Demand demand)
    : appsrc_(appsrc), overlay_(overlay), demand_(demand) {
  if (overlay_ == nullptr) return;
  pad_ = gst_element_get_static_pad(overlay_, "video_sink");
  if (pad_ != nullptr) probe_ = gst_pad_add_probe(pad_, GST_PAD_PROBE_TYPE_BUFFER, onFrame, this, nullptr);
}

Outlet::~Outlet() {
  close();
  forget();
  if (caps_ != nullptr) gst_caps_unref(caps_);
  if (overlay_ != nullptr) gst_object_unref(overlay_);
  gst_object_unref(appsrc_);
}

/** The overlay must not be running any more, or still be referenced here: a probe that runs keeps `this`. */
void Outlet::close() {
  if (pad_ == nullptr) return;
  gst_pad_remove_probe(pad_, probe_);
  gst_object_unref(pad_);
  pad_ = nullptr;
}

void Outlet::offer(const DatedFrame& frame, bool waits) {
  if (demand_ == Demand::Single) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (asked_) {
      asked_ = false;
      push(frame);
      return;
    }
    keep(frame);
    return;
  }
  const bool isFull = gst_app_src_get_current_level_buffers(appsrc_) >= gst_app_src_get_max_buffers(appsrc_);
  if (isFull && !waits) {
    dropped_++;
    return;
  }
  push(frame);
}

void Outlet::ask() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (newest_.buffer == nullptr) {
    asked_ = true;
    return;
  }
  push(newest_);
  forget();
}

void Outlet::keep(const DatedFrame& frame) {
  forget();
  newest_ = frame;
  gst_buffer_ref(newest_.buffer);
  gst_caps_ref(newest_.caps);
}

void Outlet::forget() {
  if (newest_.buffer == nullptr) return;
  gst_buffer_unref(newest_.buffer);
  gst_caps_unref(newest_.caps);
  newest_.buffer = nullptr;
}

/** The appsrc blocks when it is full. The copy shares the picture and keeps the original out of its pool meanwhile. */
void Outlet::push(const DatedFrame& frame) {
  if (!GST_CLOCK_TIME_IS_VALID(first_.load())) first_ = frame.hubTime;
  if (caps_ == nullptr || !gst_caps_is_equal(caps_, frame.caps)) {
    gst_caps_replace(&caps_, frame.caps);
    gst_app_src_set_caps(appsrc_, frame.caps);
  }
  GstBuffer* buffer = gst_buffer_copy(frame.buffer);
  gst_buffer_add_parent_buffer_meta(buffer, frame.buffer);
  position_ = frame.hubTime - first_;
  captured_ = frame.captured;
  GST_BUFFER_PTS(buffer) = position_;
  GST_BUFFER_DTS(buffer) = GST_CLOCK_TIME_NONE;
  if (gst_app_src_push_buffer(appsrc_, buffer) == GST_FLOW_OK) pushed_++;
}

void Outlet::annotate(const std::string& text, GstClockTime hubTime) {
  if (overlay_ == nullptr) return;
  const GstClockTime first = first_;
  const bool isDated = GST_CLOCK_TIME_IS_VALID(hubTime) && GST_CLOCK_TIME_IS_VALID(first) && hubTime > first;
  if (!isDated) {
    g_object_set(overlay_, "text", text.c_str(), nullptr);
    return;
  }
  std::lock_guard<std::mutex> lock(notesMutex_);
  // Notes come in the order of their times; one that does not is the beginning of another pass.
  while (!notes_.empty() && notes_.back().first > hubTime - first) notes_.pop_back();
  notes_.emplace_back(hubTime - first, text);
}

void Outlet::applyNotes(GstClockTime time) {
  std::string text;
  {
    std::lock_guard<std::mutex> lock(notesMutex_);
    if (notes_.empty() || notes_.front().first > time) return;
    while (!notes_.empty() && notes_.front().first <= time) {
      text = std::move(notes_.front().second);
      notes_.pop_front();
    }
  }
  g_object_set(overlay_, "text", text.c_str(), nullptr);
}

GstPadProbeReturn Outlet::onFrame(GstPad*, GstPadProbeInfo* info, gpointer data) {
  static_cast<Outlet*>(data)->applyNotes(GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)));
  return GST_PAD_PROBE_OK;
}

}  // namespace stepwatch
