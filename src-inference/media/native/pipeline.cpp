#include "pipeline.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <thread>

#include "bus-message.h"
#include "plugging.h"
#include "time.h"

namespace stepwatch {

namespace {

/** Going to NULL waits until GStreamer's threads have ended: nobody calls the handler after that. */
void endThreads(GstElement* pipeline) {
  gst_element_set_state(pipeline, GST_STATE_NULL);
  g_autoptr(GstBus) bus = gst_element_get_bus(pipeline);
  gst_bus_set_sync_handler(bus, nullptr, nullptr, nullptr);
}

}  // namespace

Napi::Function Pipeline::define(Napi::Env env) {
  return DefineClass(env, "Pipeline",
                     {
                         InstanceMethod<&Pipeline::setState>("setState"),
                         InstanceMethod<&Pipeline::setProperty>("setProperty"),
                         InstanceMethod<&Pipeline::pull>("pull"),
                         InstanceMethod<&Pipeline::push>("push"),
                         InstanceMethod<&Pipeline::pushEncoded>("pushEncoded"),
                         InstanceMethod<&Pipeline::seek>("seek"),
                         InstanceMethod<&Pipeline::endStream>("endStream"),
                         InstanceMethod<&Pipeline::durationSeconds>("durationSeconds"),
                         InstanceMethod<&Pipeline::videoCaps>("videoCaps"),
                         InstanceMethod<&Pipeline::leaveOutDamaged>("leaveOutDamaged"),
                         InstanceMethod<&Pipeline::streamStatistics>("streamStatistics"),
                         InstanceMethod<&Pipeline::stop>("stop"),
                     });
}

Pipeline::Pipeline(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Pipeline>(info) {
  Napi::Env env = info.Env();
  const std::string description = info[0].As<Napi::String>();
  g_autoptr(GError) error = nullptr;
  pipeline_.reset(gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error));
  if (pipeline_ == nullptr || error != nullptr) {
    pipeline_.reset();
    throw Napi::Error::New(env, error != nullptr ? error->message : "the pipeline cannot be built");
  }
  watch_ = std::make_unique<StreamWatch>(pipeline_.get());
  holdReadsWhilePlugging(pipeline_.get());
  std::vector<std::string> avoided;
  const auto names = info[2].As<Napi::Array>();
  for (uint32_t at = 0; at < names.Length(); at++) avoided.push_back(names.Get(at).ToString());
  avoidDecoders(pipeline_.get(), avoided);
  jsThread_ = std::make_shared<JsThread>(env, "stepwatch pipeline");
  onMessage_ = Napi::Persistent(info[1].As<Napi::Function>());
  g_autoptr(GstBus) bus = gst_element_get_bus(pipeline_.get());
  gst_bus_set_sync_handler(bus, onBusMessage, this, nullptr);
  // GStreamer's threads use this object's address: it stays until `stop` has ended them.
  Ref();
}

GstElement* Pipeline::running(Napi::Env env) {
  if (pipeline_ == nullptr) throw Napi::Error::New(env, "the pipeline was stopped");
  return pipeline_.get();
}

GstElement* Pipeline::findElement(Napi::Env env, const std::string& name, GType type) {
  g_autoptr(GstElement) found = gst_bin_get_by_name(GST_BIN(running(env)), name.c_str());
  if (found == nullptr || !g_type_is_a(G_OBJECT_TYPE(found), type)) {
    throw Napi::Error::New(env, "there is no " + std::string(g_type_name(type)) + " named " + name);
  }
  return g_steal_pointer(&found);
}

void Pipeline::setState(const Napi::CallbackInfo& info) {
  const std::string name = info[0].As<Napi::String>();
  const GstState state = name == "playing" ? GST_STATE_PLAYING : GST_STATE_PAUSED;
  // Why it fails comes as an error on the bus.
  gst_element_set_state(running(info.Env()), state);
}

void Pipeline::setProperty(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string elementName = info[0].As<Napi::String>();
  const std::string name = info[1].As<Napi::String>();
  const std::string text = info[2].ToString();
  const auto target = element<GObject>(env, elementName, GST_TYPE_ELEMENT);
  const GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(target.get()), name.c_str());
  if (spec == nullptr) throw Napi::TypeError::New(env, elementName + " has no property " + name);
  if (G_PARAM_SPEC_VALUE_TYPE(spec) == G_TYPE_STRING) {
    g_object_set(target.get(), name.c_str(), text.c_str(), nullptr);
    return;
  }
  g_auto(GValue) value = G_VALUE_INIT;
  g_value_init(&value, G_PARAM_SPEC_VALUE_TYPE(spec));
  if (!gst_value_deserialize(&value, text.c_str())) {
    throw Napi::TypeError::New(env, elementName + "." + name + " cannot be \"" + text + "\"");
  }
  g_object_set_property(target.get(), name.c_str(), &value);
}

/** pull(appsink, callback): the callback gets the next frame, or null at the end. One at a time for each sink. */
void Pipeline::pull(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  FrameSink& sink = sinkNamed(env, info[0].As<Napi::String>());
  if (sink.isPulled()) throw Napi::Error::New(env, "a pull is already waiting");
  sink.pull(env, info[1].As<Napi::Function>());
}

/** push(appsrc, bytes): one buffer, copied. What comes after the end of the stream is dropped. */
void Pipeline::push(const Napi::CallbackInfo& info) {
  const auto target = element<GstAppSrc>(info.Env(), info[0].As<Napi::String>(), GST_TYPE_APP_SRC);
  const auto bytes = info[1].As<Napi::Uint8Array>();
  gst_app_src_push_buffer(target.get(), gst_buffer_new_memdup(bytes.Data(), bytes.ByteLength()));
}

/** pushEncoded(appsrc, bytes, presentation seconds, seconds between decoding and presentation, is key frame): one picture, copied. */
void Pipeline::pushEncoded(const Napi::CallbackInfo& info) {
  const auto target = element<GstAppSrc>(info.Env(), info[0].As<Napi::String>(), GST_TYPE_APP_SRC);
  const auto bytes = info[1].As<Napi::Uint8Array>();
  GstBuffer* buffer = gst_buffer_new_memdup(bytes.Data(), bytes.ByteLength());
  GST_BUFFER_PTS(buffer) = toClockTime(info[2]);
  const GstClockTime reordered = toClockTime(info[3]);
  GST_BUFFER_DTS(buffer) = GST_BUFFER_PTS(buffer) > reordered ? GST_BUFFER_PTS(buffer) - reordered : 0;
  if (!info[4].As<Napi::Boolean>()) GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  gst_app_src_push_buffer(target.get(), buffer);
}

/**
 * seek(seconds, toKeyFrame): to the exact frame, or to the key frame at or before it; frames that were not pulled yet are
 * gone. False when it cannot be done.
 */
Napi::Value Pipeline::seek(const Napi::CallbackInfo& info) {
  const auto time = static_cast<gint64>(toClockTime(info[0]));
  const bool toKeyFrame = info[1].ToBoolean();
  const auto place = toKeyFrame ? GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE : GST_SEEK_FLAG_ACCURATE;
  const auto flags = static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | place);
  return Napi::Boolean::New(info.Env(),
                            gst_element_seek_simple(running(info.Env()), GST_FORMAT_TIME, flags, time));
}

/** endStream(appsrc): what was pushed is processed, then the message `eos` comes. */
void Pipeline::endStream(const Napi::CallbackInfo& info) {
  const auto target = element<GstAppSrc>(info.Env(), info[0].As<Napi::String>(), GST_TYPE_APP_SRC);
  gst_app_src_end_of_stream(target.get());
}

/** durationSeconds(): null when it is not known. */
Napi::Value Pipeline::durationSeconds(const Napi::CallbackInfo& info) {
  gint64 duration = 0;
  const bool isKnown =
      gst_element_query_duration(running(info.Env()), GST_FORMAT_TIME, &duration) && duration > 0;
  return toSeconds(info.Env(), isKnown ? static_cast<GstClockTime>(duration) : GST_CLOCK_TIME_NONE);
}

/** videoCaps(element): size in square pixels and rate that were negotiated on its source pad; null before that. */
Napi::Value Pipeline::videoCaps(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const auto target = element<GstElement>(env, info[0].As<Napi::String>(), GST_TYPE_ELEMENT);
  g_autoptr(GstPad) pad = gst_element_get_static_pad(target.get(), "src");
  g_autoptr(GstCaps) caps = pad != nullptr ? gst_pad_get_current_caps(pad) : nullptr;
  GstVideoInfo video;
  if (caps == nullptr || !gst_video_info_from_caps(&video, caps)) return env.Null();
  const int numerator = GST_VIDEO_INFO_FPS_N(&video);
  const int denominator = GST_VIDEO_INFO_FPS_D(&video);
  const bool isRateKnown = numerator > 0 && denominator > 0;
  auto result = Napi::Object::New(env);
  const int width = gst_util_uint64_scale_int_round(GST_VIDEO_INFO_WIDTH(&video), GST_VIDEO_INFO_PAR_N(&video),
                                                    GST_VIDEO_INFO_PAR_D(&video));
  result.Set("width", width);
  result.Set("height", GST_VIDEO_INFO_HEIGHT(&video));
  result.Set("framesPerSecond",
             isRateKnown ? Napi::Number::New(env, static_cast<double>(numerator) / denominator) : env.Null());
  return result;
}

/** leaveOutDamaged(): after a loss, no picture goes to the decoder before the next key frame. */
void Pipeline::leaveOutDamaged(const Napi::CallbackInfo&) { watch_->leaveOutDamaged(); }

/** streamStatistics(): what was lost on the way, since the pipeline was made. */
Napi::Value Pipeline::streamStatistics(const Napi::CallbackInfo& info) { return watch_->statistics(info.Env()); }

/** Resolves when everything is freed. Waiting pulls get null. May be called again. */
Napi::Value Pipeline::stop(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto deferred = std::make_shared<Napi::Promise::Deferred>(env);
  if (pipeline_ == nullptr) {
    deferred->Resolve(env.Undefined());
    return deferred->Promise();
  }
  std::shared_ptr<GstElement> pipeline = std::move(pipeline_);
  auto sinks = std::make_shared<Sinks>(std::move(sinks_));
  sinks_.clear();
  for (auto& [name, sink] : *sinks) sink->abandon(env);
  // Not on JavaScript's thread: it waits for GStreamer's threads.
  std::thread([this, pipeline = std::move(pipeline), sinks, jsThread = jsThread_, deferred]() mutable {
    endThreads(pipeline.get());
    jsThread->postLast([this, pipeline = std::move(pipeline), sinks, deferred](Napi::Env env) mutable {
      sinks->clear();
      watch_->release();
      pipeline.reset();
      onMessage_.Reset();
      deferred->Resolve(env.Undefined());
      Unref();
    });
  }).detach();
  return deferred->Promise();
}

FrameSink& Pipeline::sinkNamed(Napi::Env env, const std::string& name) {
  auto known = sinks_.find(name);
  if (known == sinks_.end()) {
    auto sink = std::make_unique<FrameSink>(element<GstAppSink>(env, name, GST_TYPE_APP_SINK), jsThread_, *watch_);
    known = sinks_.emplace(name, std::move(sink)).first;
  }
  return *known->second;
}

GstBusSyncReply Pipeline::onBusMessage(GstBus*, GstMessage* message, gpointer data) {
  static_cast<Pipeline*>(data)->report(message);
  gst_message_unref(message);
  return GST_BUS_DROP;
}

/** On whatever thread posted it: copies what matters, and lets JavaScript's thread build the object. */
void Pipeline::report(GstMessage* message) {
  auto fields = readBusMessage(message);
  if (fields.empty()) return;
  jsThread_->post([this, fields = std::move(fields)](Napi::Env env) {
    if (onMessage_.IsEmpty()) return;
    auto object = Napi::Object::New(env);
    for (const auto& [name, value] : fields) object.Set(name, value);
    onMessage_.Call({object});
  });
}

}  // namespace stepwatch
