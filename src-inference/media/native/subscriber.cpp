#include "subscriber.h"

namespace stepwatch {

Subscriber::Subscriber(Owned<GstAppSrc> appsrc, Owned<GstElement> overlay, Demand demand)
    : appsrc_(std::move(appsrc)), overlay_(std::move(overlay)), demand_(demand) {
  if (overlay_ == nullptr) return;
  pad_.reset(gst_element_get_static_pad(overlay_.get(), "video_sink"));
  if (pad_ != nullptr) {
    probe_ = gst_pad_add_probe(pad_.get(), GST_PAD_PROBE_TYPE_BUFFER, onFrame, this, nullptr);
  }
}

Subscriber::~Subscriber() { close(); }

void Subscriber::close() {
  if (pad_ == nullptr) return;
  gst_pad_remove_probe(pad_.get(), probe_);
  pad_.reset();
}

void Subscriber::offer(const DatedFrame& frame, bool mayBlock) {
  const std::lock_guard lock(mutex_);
  if (demand_ == Demand::All) {
    if (mayBlock || !isFull()) {
      push(frame);
    } else {
      dropped_++;
    }
  } else if (requested_) {
    requested_ = false;
    push(frame);
  } else {
    newest_ = frame;
  }
}

void Subscriber::request() {
  // It has every frame anyway, and the thread of its source may wait for room with the lock.
  if (demand_ == Demand::All) return;
  const std::lock_guard lock(mutex_);
  if (!newest_) {
    requested_ = true;
    return;
  }
  push(*newest_);
  newest_.reset();
}

bool Subscriber::isFull() const {
  return gst_app_src_get_current_level_buffers(appsrc_.get()) >= gst_app_src_get_max_buffers(appsrc_.get());
}

/** The appsrc blocks when it is full. The copy shares the pixels; the original stays out of its pool meanwhile. */
void Subscriber::push(const DatedFrame& frame) {
  if (!GST_CLOCK_TIME_IS_VALID(first_.load())) first_ = frame.time;
  if (caps_ == nullptr || !gst_caps_is_equal(caps_.get(), frame.caps.get())) {
    caps_ = frame.caps;
    gst_app_src_set_caps(appsrc_.get(), caps_.get());
  }
  g_autoptr(GstBuffer) buffer = gst_buffer_copy(frame.buffer.get());
  gst_buffer_add_parent_buffer_meta(buffer, frame.buffer.get());
  position_ = frame.time - first_;
  captured_ = frame.captured;
  GST_BUFFER_PTS(buffer) = position_;
  GST_BUFFER_DTS(buffer) = GST_CLOCK_TIME_NONE;
  if (gst_app_src_push_buffer(appsrc_.get(), g_steal_pointer(&buffer)) == GST_FLOW_OK) pushed_++;
}

void Subscriber::setText(const std::string& text, GstClockTime time) {
  if (overlay_ == nullptr) return;
  const GstClockTime first = first_;
  const bool isLater = GST_CLOCK_TIME_IS_VALID(time) && GST_CLOCK_TIME_IS_VALID(first) && time > first;
  if (!isLater) {
    g_object_set(overlay_.get(), "text", text.c_str(), nullptr);
    return;
  }
  const std::lock_guard lock(textsMutex_);
  // Texts come in the order of their times. One that does not belongs to another pass, and replaces what was to come.
  while (!texts_.empty() && texts_.back().first > time - first) texts_.pop_back();
  texts_.emplace_back(time - first, text);
}

void Subscriber::applyText(GstClockTime time) {
  std::string text;
  {
    const std::lock_guard lock(textsMutex_);
    if (texts_.empty() || texts_.front().first > time) return;
    while (!texts_.empty() && texts_.front().first <= time) {
      text = std::move(texts_.front().second);
      texts_.pop_front();
    }
  }
  g_object_set(overlay_.get(), "text", text.c_str(), nullptr);
}

GstPadProbeReturn Subscriber::onFrame(GstPad*, GstPadProbeInfo* info, gpointer data) {
  static_cast<Subscriber*>(data)->applyText(GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)));
  return GST_PAD_PROBE_OK;
}

}  // namespace stepwatch
