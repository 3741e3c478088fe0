#include "frame-router.h"

#include <algorithm>

#include "capture-time.h"
#include "pipeline.h"
#include "time.h"

namespace stepwatch {

namespace {

/** A longer gap, or a step back, is left out of the outputs' timeline: it goes on with the next frame. */
constexpr GstClockTime longestGap = 2 * GST_SECOND;
/** What is asked about is some seconds old. */
constexpr size_t mostStretches = 64;
/** Of a frame that does not say how long it is shown. */
constexpr GstClockTime usualDuration = GST_SECOND / 30;

struct Source {
  std::shared_ptr<RouterCore> core;
  guint64 ticket;
};

GstFlowReturn onSample(GstAppSink* sink, gpointer data) {
  const auto* source = static_cast<Source*>(data);
  g_autoptr(GstSample) sample = gst_app_sink_try_pull_sample(sink, 0);
  if (sample != nullptr) {
    source->core->route(source->ticket, sample, captureTime(GST_ELEMENT(sink), 0));
  }
  return GST_FLOW_OK;
}

}  // namespace

guint64 RouterCore::startSource(bool mayBlock) {
  const std::lock_guard lock(mutex_);
  mayBlock_ = mayBlock;
  newest_.reset();
  lastRunning_ = GST_CLOCK_TIME_NONE;
  return ++ticket_;
}

void RouterCore::route(guint64 ticket, GstSample* sample, GstClockTime baseTime) {
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  GstCaps* caps = gst_sample_get_caps(sample);
  if (buffer == nullptr || caps == nullptr) return;
  const GstClockTime running =
      gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
  if (!GST_CLOCK_TIME_IS_VALID(running)) return;
  DatedFrame frame(buffer, caps, 0, baseTime + running);
  std::vector<std::shared_ptr<Subscriber>> subscribers;
  bool mayBlock;
  {
    const std::lock_guard lock(mutex_);
    if (ticket != ticket_) return;
    frame.time = date(buffer, running, frame.captured);
    newest_ = frame;
    subscribers = subscribers_;
    mayBlock = mayBlock_;
  }
  // Without the lock: an output that makes the source wait must not make those wait who come to unsubscribe it.
  for (const auto& subscriber : subscribers) subscriber->offer(frame, mayBlock);
}

GstClockTime RouterCore::date(GstBuffer* buffer, GstClockTime running, GstClockTime captured) {
  const bool follows = GST_CLOCK_TIME_IS_VALID(lastRunning_) && running > lastRunning_ &&
                       running - lastRunning_ <= longestGap;
  if (!follows) {
    const GstClockTime duration =
        GST_BUFFER_DURATION_IS_VALID(buffer) ? GST_BUFFER_DURATION(buffer) : usualDuration;
    const GstClockTime next = GST_CLOCK_TIME_IS_VALID(lastTime_) ? lastTime_ + duration : 0;
    offset_ = GST_CLOCK_DIFF(running, next);
    stretches_.emplace_back(next, GST_CLOCK_DIFF(next, captured));
    if (stretches_.size() > mostStretches) stretches_.pop_front();
  }
  lastRunning_ = running;
  lastTime_ = running + offset_;
  return lastTime_;
}

void RouterCore::subscribe(std::shared_ptr<Subscriber> subscriber, const Subscriber* replaced) {
  const std::lock_guard lock(mutex_);
  if (newest_ && subscriber->demand() == Demand::OnRequest) subscriber->offer(*newest_, false);
  const auto place = std::find_if(subscribers_.begin(), subscribers_.end(),
                                  [replaced](const auto& present) { return present.get() == replaced; });
  if (place == subscribers_.end()) {
    subscribers_.push_back(std::move(subscriber));
  } else {
    *place = std::move(subscriber);
  }
}

void RouterCore::unsubscribe(const Subscriber* subscriber) {
  const std::lock_guard lock(mutex_);
  const auto gone = std::remove_if(subscribers_.begin(), subscribers_.end(),
                                   [subscriber](const auto& present) { return present.get() == subscriber; });
  subscribers_.erase(gone, subscribers_.end());
}

GstClockTime RouterCore::toTimeline(GstClockTime running) {
  const std::lock_guard lock(mutex_);
  const GstClockTimeDiff time = static_cast<GstClockTimeDiff>(running) + offset_;
  return time < 0 ? 0 : static_cast<GstClockTime>(time);
}

GstClockTime RouterCore::toCapture(GstClockTime time) {
  const std::lock_guard lock(mutex_);
  const auto after = std::find_if(stretches_.begin(), stretches_.end(),
                                  [time](const auto& stretch) { return stretch.first > time; });
  if (after == stretches_.begin()) return GST_CLOCK_TIME_NONE;
  return time + std::prev(after)->second;
}

Napi::Function FrameRouter::define(Napi::Env env) {
  return DefineClass(env, "FrameRouter",
                     {
                         InstanceMethod<&FrameRouter::setSource>("setSource"),
                         InstanceMethod<&FrameRouter::subscribe>("subscribe"),
                         InstanceMethod<&FrameRouter::unsubscribe>("unsubscribe"),
                         InstanceMethod<&FrameRouter::request>("request"),
                         InstanceMethod<&FrameRouter::setText>("setText"),
                         InstanceMethod<&FrameRouter::statistics>("statistics"),
                         InstanceMethod<&FrameRouter::capturedSeconds>("capturedSeconds"),
                     });
}

FrameRouter::FrameRouter(const Napi::CallbackInfo& info) : Napi::ObjectWrap<FrameRouter>(info) {}

/** setSource(pipeline, appsink, mayBlock): from now on the frames of this appsink are routed, and no others. */
void FrameRouter::setSource(const Napi::CallbackInfo& info) {
  auto* pipeline = Pipeline::Unwrap(info[0].As<Napi::Object>());
  const auto sink = pipeline->element<GstAppSink>(info.Env(), info[1].As<Napi::String>(), GST_TYPE_APP_SINK);
  GstAppSinkCallbacks callbacks = {};
  callbacks.new_sample = onSample;
  gst_app_sink_set_callbacks(sink.get(), &callbacks,
                             new Source{core_, core_->startSource(info[2].As<Napi::Boolean>())},
                             [](gpointer data) { delete static_cast<Source*>(data); });
}

/**
 * subscribe(pipeline, appsrc, overlay or null, 'all' or 'onRequest', number of the subscriber that it replaces or 0):
 * its number.
 */
Napi::Value FrameRouter::subscribe(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto* pipeline = Pipeline::Unwrap(info[0].As<Napi::Object>());
  auto appsrc = pipeline->element<GstAppSrc>(env, info[1].As<Napi::String>(), GST_TYPE_APP_SRC);
  Owned<GstElement> overlay;
  if (!info[2].IsNull()) overlay = pipeline->element<GstElement>(env, info[2].As<Napi::String>(), GST_TYPE_ELEMENT);
  const std::string demand = info[3].As<Napi::String>();
  auto subscriber = std::make_shared<Subscriber>(std::move(appsrc), std::move(overlay),
                                                 demand == "all" ? Demand::All : Demand::OnRequest);
  const auto replaced = subscribers_.find(info[4].As<Napi::Number>().Uint32Value());
  core_->subscribe(subscriber, replaced == subscribers_.end() ? nullptr : replaced->second.get());
  subscribers_[nextNumber_] = std::move(subscriber);
  return Napi::Number::New(env, nextNumber_++);
}

/** unsubscribe(number): after its pipeline was stopped. */
void FrameRouter::unsubscribe(const Napi::CallbackInfo& info) {
  const auto found = subscribers_.find(info[0].As<Napi::Number>().Uint32Value());
  if (found == subscribers_.end()) return;
  core_->unsubscribe(found->second.get());
  found->second->close();
  subscribers_.erase(found);
}

/** request(number): one frame, the newest, now or as soon as there is one. */
void FrameRouter::request(const Napi::CallbackInfo& info) { find(info)->request(); }

/** setText(number, text, runningSeconds or null): from that frame of the current source on, or at once. */
void FrameRouter::setText(const Napi::CallbackInfo& info) {
  const GstClockTime time = info[2].IsNull() ? GST_CLOCK_TIME_NONE : core_->toTimeline(toClockTime(info[2]));
  find(info)->setText(info[1].As<Napi::String>(), time);
}

/** capturedSeconds(seconds on the timeline): when that frame was taken, on the monotonic clock; null when it is not known. */
Napi::Value FrameRouter::capturedSeconds(const Napi::CallbackInfo& info) {
  return toSeconds(info.Env(), core_->toCapture(toClockTime(info[0])));
}

/** statistics(number): `{ pushed, dropped, firstSeconds, seconds, captureSeconds }`. */
Napi::Value FrameRouter::statistics(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const auto subscriber = find(info);
  auto result = Napi::Object::New(env);
  result.Set("pushed", Napi::Number::New(env, static_cast<double>(subscriber->pushed())));
  result.Set("dropped", Napi::Number::New(env, static_cast<double>(subscriber->dropped())));
  result.Set("firstSeconds", toSeconds(env, subscriber->first()));
  result.Set("seconds", toSeconds(env, subscriber->position()));
  result.Set("captureSeconds", toSeconds(env, subscriber->captured()));
  return result;
}

std::shared_ptr<Subscriber> FrameRouter::find(const Napi::CallbackInfo& info) const {
  const auto found = subscribers_.find(info[0].As<Napi::Number>().Uint32Value());
  if (found == subscribers_.end()) throw Napi::Error::New(info.Env(), "there is no such subscriber");
  return found->second;
}

}  // namespace stepwatch
