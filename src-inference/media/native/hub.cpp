#include "hub.h"

#include "pipeline.h"

namespace stepwatch {

namespace {

/** Longer gaps, and steps back, are left out of the outputs' line: they go on with the next frame. */
constexpr GstClockTime longestGap = 2 * GST_SECOND;
constexpr GstClockTime usualDuration = GST_SECOND / 30;

struct Feed {
  std::shared_ptr<HubCore> core;
  guint64 ticket;
};

GstFlowReturn onSample(GstAppSink* sink, gpointer data) {
  const auto* feed = static_cast<Feed*>(data);
  GstSample* sample = gst_app_sink_try_pull_sample(sink, 0);
  if (sample == nullptr) return GST_FLOW_OK;
  feed->core->take(feed->ticket, sample, gst_element_get_base_time(GST_ELEMENT(sink)));
  gst_sample_unref(sample);
  return GST_FLOW_OK;
}

Napi::Value toSeconds(Napi::Env env, GstClockTime time) {
  return GST_CLOCK_TIME_IS_VALID(time) ? Napi::Number::New(env, double(time) / GST_SECOND) : env.Null();
}

}  // namespace

HubCore::~HubCore() {
  if (newestSample_ != nullptr) gst_sample_unref(newestSample_);
}

guint64 HubCore::startFeed(bool waits) {
  std::lock_guard<std::mutex> lock(mutex_);
  waits_ = waits;
  keep(nullptr, {nullptr, nullptr, GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE});
  lastRunning_ = GST_CLOCK_TIME_NONE;
  return ++ticket_;
}

void HubCore::take(guint64 ticket, GstSample* sample, GstClockTime baseTime) {
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  const GstClockTime running =
      gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
  if (!GST_CLOCK_TIME_IS_VALID(running)) return;
  std::vector<std::shared_ptr<Outlet>> outlets;
  bool waits;
  DatedFrame frame = {buffer, gst_sample_get_caps(sample), 0, baseTime + running};
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (ticket != ticket_) return;
    frame.hubTime = date(buffer, running);
    keep(sample, frame);
    outlets = outlets_;
    waits = waits_;
  }
  // Without the lock: an output that holds the source up must not hold up whoever comes to take it off.
  for (const auto& outlet : outlets) outlet->offer(frame, waits);
}

GstClockTime HubCore::date(GstBuffer* buffer, GstClockTime running) {
  const bool follows = GST_CLOCK_TIME_IS_VALID(lastRunning_) && running > lastRunning_ &&
                       running - lastRunning_ <= longestGap;
  if (!follows) {
    const GstClockTime duration =
        GST_BUFFER_DURATION_IS_VALID(buffer) ? GST_BUFFER_DURATION(buffer) : usualDuration;
    const GstClockTime next = GST_CLOCK_TIME_IS_VALID(lastHub_) ? lastHub_ + duration : 0;
    offset_ = GST_CLOCK_DIFF(running, next);
  }
  lastRunning_ = running;
  lastHub_ = running + offset_;
  return lastHub_;
}

void HubCore::keep(GstSample* sample, const DatedFrame& frame) {
  if (newestSample_ != nullptr) gst_sample_unref(newestSample_);
  newestSample_ = sample != nullptr ? gst_sample_ref(sample) : nullptr;
  newest_ = frame;
}

void HubCore::attach(std::shared_ptr<Outlet> outlet, const Outlet* insteadOf) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (newestSample_ != nullptr && outlet->wantsSingle()) outlet->offer(newest_, false);
  for (auto& present : outlets_) {
    if (present.get() != insteadOf) continue;
    present = std::move(outlet);
    return;
  }
  outlets_.push_back(std::move(outlet));
}

void HubCore::detach(const Outlet* outlet) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (auto it = outlets_.begin(); it != outlets_.end(); ++it) {
    if (it->get() != outlet) continue;
    outlets_.erase(it);
    return;
  }
}

GstClockTime HubCore::toHubTime(GstClockTime running) {
  std::lock_guard<std::mutex> lock(mutex_);
  const GstClockTimeDiff time = static_cast<GstClockTimeDiff>(running) + offset_;
  return time < 0 ? 0 : static_cast<GstClockTime>(time);
}

Napi::Function Hub::define(Napi::Env env) {
  return DefineClass(env, "Hub",
                     {
                         InstanceMethod<&Hub::feed>("feed"),
                         InstanceMethod<&Hub::attach>("attach"),
                         InstanceMethod<&Hub::detach>("detach"),
                         InstanceMethod<&Hub::ask>("ask"),
                         InstanceMethod<&Hub::annotate>("annotate"),
                         InstanceMethod<&Hub::outlet>("outlet"),
                     });
}

Hub::Hub(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Hub>(info) {}

/** feed(pipeline, appsink, waits): from now on the frames of this appsink, and of no other. */
void Hub::feed(const Napi::CallbackInfo& info) {
  auto* pipeline = Pipeline::Unwrap(info[0].As<Napi::Object>());
  ElementHold sink = hold(pipeline->element(info.Env(), info[1].As<Napi::String>()));
  auto* feed = new Feed{core_, core_->startFeed(info[2].As<Napi::Boolean>())};
  GstAppSinkCallbacks callbacks = {};
  callbacks.new_sample = onSample;
  gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks, feed,
                             [](gpointer data) { delete static_cast<Feed*>(data); });
}

/** attach(pipeline, appsrc, overlay or null, 'stream' or 'single', id of the outlet whose place it takes or 0): its id. */
Napi::Value Hub::attach(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto* pipeline = Pipeline::Unwrap(info[0].As<Napi::Object>());
  ElementHold appsrc = hold(pipeline->element(env, info[1].As<Napi::String>()));
  GstElement* overlay = info[2].IsNull() ? nullptr : pipeline->element(env, info[2].As<Napi::String>());
  const std::string demand = info[3].As<Napi::String>();
  auto outlet = std::make_shared<Outlet>(GST_APP_SRC(appsrc.release()), overlay,
                                         demand == "single" ? Demand::Single : Demand::Stream);
  const auto insteadOf = outlets_.find(info[4].As<Napi::Number>().Uint32Value());
  core_->attach(outlet, insteadOf == outlets_.end() ? nullptr : insteadOf->second.get());
  outlets_[nextId_] = outlet;
  return Napi::Number::New(env, nextId_++);
}

/** detach(id): once its pipeline was stopped. */
void Hub::detach(const Napi::CallbackInfo& info) {
  const auto found = outlets_.find(info[0].As<Napi::Number>().Uint32Value());
  if (found == outlets_.end()) return;
  core_->detach(found->second.get());
  found->second->close();
  outlets_.erase(found);
}

/** ask(id): one frame, the newest, now or as soon as there is one. */
void Hub::ask(const Napi::CallbackInfo& info) { find(info, 0)->ask(); }

/** annotate(id, text, runningSeconds or null): from that frame of the current source on, or at once. */
void Hub::annotate(const Napi::CallbackInfo& info) {
  const GstClockTime time =
      info[2].IsNull() ? GST_CLOCK_TIME_NONE
                       : core_->toHubTime(static_cast<GstClockTime>(info[2].As<Napi::Number>().DoubleValue() * GST_SECOND));
  find(info, 0)->annotate(info[1].As<Napi::String>(), time);
}

/** outlet(id): `{ pushed, dropped, seconds, captureSeconds }`. */
Napi::Value Hub::outlet(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto outlet = find(info, 0);
  auto result = Napi::Object::New(env);
  result.Set("pushed", Napi::Number::New(env, static_cast<double>(outlet->pushed())));
  result.Set("dropped", Napi::Number::New(env, static_cast<double>(outlet->dropped())));
  result.Set("seconds", toSeconds(env, outlet->position()));
  result.Set("captureSeconds", toSeconds(env, outlet->captured()));
  return result;
}

std::shared_ptr<Outlet> Hub::find(const Napi::CallbackInfo& info, size_t argument) {
  const auto found = outlets_.find(info[argument].As<Napi::Number>().Uint32Value());
  if (found == outlets_.end()) throw Napi::Error::New(info.Env(), "there is no such outlet");
  return found->second;
}

}  // namespace stepwatch
