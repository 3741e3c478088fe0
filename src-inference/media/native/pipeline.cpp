#include "pipeline.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <atomic>
#include <thread>

namespace stepwatch {

namespace {

/**
 * decodebin drops the error of a demuxer that fails while it is still being plugged in (connect_pad of
 * gstdecodebin2.c, seen in GStreamer 1.22): a file that was cut off would then show no picture and give no error. So
 * the first read of any thread but the one that found the type, which does the plugging, waits until that is over.
 */
constexpr gulong pluggingMicroseconds = 50000;

GstPadProbeReturn holdDemuxer(GstPad*, GstPadProbeInfo*, gpointer data) {
  auto* typeFinder = static_cast<std::atomic<GThread*>*>(data);
  GThread* expected = nullptr;
  if (typeFinder->compare_exchange_strong(expected, g_thread_self()) || expected == g_thread_self()) {
    return GST_PAD_PROBE_OK;
  }
  g_usleep(pluggingMicroseconds);
  return GST_PAD_PROBE_REMOVE;
}

/** Does nothing to a pipeline without a `filesrc name=file`. */
void holdDemuxerOf(GstElement* pipeline) {
  GstElement* file = gst_bin_get_by_name(GST_BIN(pipeline), "file");
  if (file == nullptr) return;
  GstPad* pad = gst_element_get_static_pad(file, "src");
  if (pad != nullptr) {
    const auto mask = GstPadProbeType(GST_PAD_PROBE_TYPE_PULL | GST_PAD_PROBE_TYPE_BUFFER);
    gst_pad_add_probe(pad, mask, holdDemuxer, new std::atomic<GThread*>(nullptr),
                      [](gpointer data) { delete static_cast<std::atomic<GThread*>*>(data); });
    gst_object_unref(pad);
  }
  gst_object_unref(file);
}

}  // namespace

Napi::Function Pipeline::define(Napi::Env env) {
  return DefineClass(env, "Pipeline",
                     {
                         InstanceMethod<&Pipeline::setState>("setState"),
                         InstanceMethod<&Pipeline::setProperty>("setProperty"),
                         InstanceMethod<&Pipeline::pull>("pull"),
                         InstanceMethod<&Pipeline::push>("push"),
                         InstanceMethod<&Pipeline::seek>("seek"),
                         InstanceMethod<&Pipeline::endStream>("endStream"),
                         InstanceMethod<&Pipeline::durationSeconds>("durationSeconds"),
                         InstanceMethod<&Pipeline::videoCaps>("videoCaps"),
                         InstanceMethod<&Pipeline::stop>("stop"),
                     });
}

Pipeline::Pipeline(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Pipeline>(info) {
  Napi::Env env = info.Env();
  GError* error = nullptr;
  const std::string description = info[0].As<Napi::String>();
  GstElement* parsed =
      gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (parsed == nullptr || error != nullptr) {
    const std::string reason = error != nullptr ? error->message : "unknown reason";
    g_clear_error(&error);
    if (parsed != nullptr) gst_object_unref(parsed);
    throw Napi::Error::New(env, reason);
  }
  pipeline_ = parsed;
  holdDemuxerOf(pipeline_);
  link_ = std::make_shared<Link>();
  link_->dispatcher = Dispatcher::New(env, "stepwatch pipeline", 0, 1);
  onMessage_ = Napi::Persistent(info[1].As<Napi::Function>());
  GstBus* bus = gst_element_get_bus(pipeline_);
  gst_bus_set_sync_handler(bus, onBusMessage, this, nullptr);
  gst_object_unref(bus);
  // GStreamer's threads hold this object's address: it stays until `stop` is through with them.
  Ref();
}

GstElement* Pipeline::running(Napi::Env env) {
  if (pipeline_ == nullptr) throw Napi::Error::New(env, "the pipeline was stopped");
  return pipeline_;
}

GstElement* Pipeline::element(Napi::Env env, const std::string& name) {
  GstElement* found = gst_bin_get_by_name(GST_BIN(running(env)), name.c_str());
  if (found == nullptr) throw Napi::Error::New(env, "there is no element " + name);
  return found;
}

void Pipeline::setState(const Napi::CallbackInfo& info) {
  const std::string name = info[0].As<Napi::String>();
  const GstState state = name == "playing" ? GST_STATE_PLAYING : GST_STATE_PAUSED;
  gst_element_set_state(running(info.Env()), state);
}

void Pipeline::setProperty(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string elementName = info[0].As<Napi::String>();
  const std::string name = info[1].As<Napi::String>();
  ElementHold target = hold(element(env, elementName));
  GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(target.get()), name.c_str());
  if (spec == nullptr) throw Napi::TypeError::New(env, elementName + " has no property " + name);
  const std::string text = info[2].ToString();
  if (G_PARAM_SPEC_VALUE_TYPE(spec) == G_TYPE_STRING) {
    g_object_set(target.get(), name.c_str(), text.c_str(), nullptr);
    return;
  }
  GValue value = G_VALUE_INIT;
  g_value_init(&value, G_PARAM_SPEC_VALUE_TYPE(spec));
  const bool understood = gst_value_deserialize(&value, text.c_str());
  if (understood) g_object_set_property(G_OBJECT(target.get()), name.c_str(), &value);
  g_value_unset(&value);
  if (!understood) throw Napi::TypeError::New(env, elementName + "." + name + " cannot be \"" + text + "\"");
}

/** pull(appsink, callback): the callback gets the next frame, or null at the end. One at a time for each sink. */
void Pipeline::pull(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  running(env);
  Sink& sink = sinkNamed(env, info[0].As<Napi::String>());
  if (sink.waiting()) throw Napi::Error::New(env, "a pull is already waiting");
  sink.pull(env, info[1].As<Napi::Function>());
}

/** push(appsrc, bytes): one buffer, copied. */
void Pipeline::push(const Napi::CallbackInfo& info) {
  ElementHold target = hold(element(info.Env(), info[0].As<Napi::String>()));
  auto bytes = info[1].As<Napi::Uint8Array>();
  gst_app_src_push_buffer(GST_APP_SRC(target.get()), gst_buffer_new_memdup(bytes.Data(), bytes.ByteLength()));
}

/** seek(seconds): to the very frame; frames that were not pulled yet are gone. False when it cannot be done. */
Napi::Value Pipeline::seek(const Napi::CallbackInfo& info) {
  const auto time = static_cast<gint64>(info[0].As<Napi::Number>().DoubleValue() * GST_SECOND);
  const auto flags = static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE);
  return Napi::Boolean::New(info.Env(),
                            gst_element_seek_simple(running(info.Env()), GST_FORMAT_TIME, flags, time));
}

/** endStream(appsrc): what was pushed is worked off, then the message `eos` comes. */
void Pipeline::endStream(const Napi::CallbackInfo& info) {
  ElementHold target = hold(element(info.Env(), info[0].As<Napi::String>()));
  gst_app_src_end_of_stream(GST_APP_SRC(target.get()));
}

Napi::Value Pipeline::durationSeconds(const Napi::CallbackInfo& info) {
  gint64 duration = 0;
  if (!gst_element_query_duration(running(info.Env()), GST_FORMAT_TIME, &duration) || duration <= 0) {
    return info.Env().Null();
  }
  return Napi::Number::New(info.Env(), double(duration) / GST_SECOND);
}

/** videoCaps(element): size and rate that were negotiated on its source pad; null before that. */
Napi::Value Pipeline::videoCaps(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  ElementHold target = hold(element(env, info[0].As<Napi::String>()));
  GstPad* pad = gst_element_get_static_pad(target.get(), "src");
  GstCaps* caps = pad != nullptr ? gst_pad_get_current_caps(pad) : nullptr;
  Napi::Value result = env.Null();
  GstVideoInfo video;
  if (caps != nullptr && gst_video_info_from_caps(&video, caps)) {
    auto object = Napi::Object::New(env);
    object.Set("width", GST_VIDEO_INFO_WIDTH(&video));
    object.Set("height", GST_VIDEO_INFO_HEIGHT(&video));
    const bool known = GST_VIDEO_INFO_FPS_N(&video) > 0 && GST_VIDEO_INFO_FPS_D(&video) > 0;
    object.Set("framesPerSecond",
               known ? Napi::Number::New(env, double(GST_VIDEO_INFO_FPS_N(&video)) / GST_VIDEO_INFO_FPS_D(&video))
                     : env.Null());
    result = object;
  }
  if (caps != nullptr) gst_caps_unref(caps);
  if (pad != nullptr) gst_object_unref(pad);
  return result;
}

/** Resolves when everything is freed. Waiting pulls get null. May be called again. */
Napi::Value Pipeline::stop(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto deferred = std::make_shared<Napi::Promise::Deferred>(env);
  if (pipeline_ == nullptr) {
    deferred->Resolve(env.Undefined());
    return deferred->Promise();
  }
  GstElement* pipeline = pipeline_;
  pipeline_ = nullptr;
  auto sinks = std::make_shared<std::map<std::string, std::unique_ptr<Sink>>>(std::move(sinks_));
  sinks_.clear();
  for (auto& [name, sink] : *sinks) sink->abandon(env);
  // Going to NULL joins GStreamer's threads, which can take a moment: not on JavaScript's thread.
  auto link = link_;
  std::thread([this, pipeline, sinks, link, deferred] {
    gst_element_set_state(pipeline, GST_STATE_NULL);
    GstBus* bus = gst_element_get_bus(pipeline);
    gst_bus_set_sync_handler(bus, nullptr, nullptr, nullptr);
    gst_object_unref(bus);
    auto* done = new Task([this, pipeline, sinks, link, deferred](Napi::Env env) {
      sinks->clear();
      gst_object_unref(pipeline);
      link->closed = true;
      onMessage_.Reset();
      deferred->Resolve(env.Undefined());
      Unref();
    });
    Dispatcher dispatcher = link->dispatcher;
    if (dispatcher.BlockingCall(done) != napi_ok) delete done;
    dispatcher.Release();
  }).detach();
  return deferred->Promise();
}

Sink& Pipeline::sinkNamed(Napi::Env env, const std::string& name) {
  auto& sink = sinks_[name];
  if (sink != nullptr) return *sink;
  GstElement* found = gst_bin_get_by_name(GST_BIN(pipeline_), name.c_str());
  if (found == nullptr || !GST_IS_APP_SINK(found)) {
    if (found != nullptr) gst_object_unref(found);
    sinks_.erase(name);
    throw Napi::Error::New(env, "there is no appsink " + name);
  }
  sink = std::make_unique<Sink>(GST_APP_SINK(found), link_);
  return *sink;
}

GstBusSyncReply Pipeline::onBusMessage(GstBus*, GstMessage* message, gpointer data) {
  static_cast<Pipeline*>(data)->report(message);
  gst_message_unref(message);
  return GST_BUS_DROP;
}

/** On whatever thread posted it: copies what matters, and lets JavaScript's thread build the object. */
void Pipeline::report(GstMessage* message) {
  const std::string element = GST_MESSAGE_SRC_NAME(message) != nullptr ? GST_MESSAGE_SRC_NAME(message) : "";
  std::map<std::string, std::string> fields = {{"element", element}};
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR: {
      GError* error = nullptr;
      gchar* debug = nullptr;
      gst_message_parse_error(message, &error, &debug);
      fields["type"] = "error";
      fields["message"] = error->message;
      fields["debug"] = debug != nullptr ? debug : "";
      fields["domain"] = g_quark_to_string(error->domain);
      fields["code"] = std::to_string(error->code);
      g_error_free(error);
      g_free(debug);
      break;
    }
    case GST_MESSAGE_EOS:
      fields["type"] = "eos";
      break;
    case GST_MESSAGE_ASYNC_DONE:
      fields["type"] = "prerolled";
      break;
    case GST_MESSAGE_TAG: {
      GstTagList* tags = nullptr;
      gchar* codec = nullptr;
      gst_message_parse_tag(message, &tags);
      const bool found = gst_tag_list_get_string(tags, GST_TAG_VIDEO_CODEC, &codec);
      gst_tag_list_unref(tags);
      if (!found) return;
      fields["type"] = "codec";
      fields["codec"] = codec;
      g_free(codec);
      break;
    }
    default:
      return;
  }
  link_->post([this, fields](Napi::Env env) {
    if (onMessage_.IsEmpty()) return;
    auto object = Napi::Object::New(env);
    for (const auto& [name, value] : fields) object.Set(name, value);
    onMessage_.Call({object});
  });
}

}  // namespace stepwatch
