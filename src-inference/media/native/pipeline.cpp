// One GStreamer pipeline as a Node-API object. No thread waits: GStreamer's own threads call, and JavaScript is told
// through one thread-safe function per pipeline. Node-API is ABI-stable, so one build serves Node and Electron.
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <napi.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace {

using Task = std::function<void(Napi::Env)>;

void runTask(Napi::Env env, Napi::Function, void*, Task* task) {
  if (env != nullptr) (*task)(env);
  delete task;
}

using Dispatcher = Napi::TypedThreadSafeFunction<void, Task, runTask>;

/** What GStreamer's threads share with JavaScript; lives as long as the last of them needs it. */
struct Link {
  Dispatcher dispatcher;
  std::atomic<bool> closed{false};

  void post(Task task) {
    if (closed) return;
    auto* copy = new Task(std::move(task));
    if (dispatcher.NonBlockingCall(copy) != napi_ok) delete copy;
  }
};

/** An appsink and the one pull that may wait for it. */
struct Sink {
  GstAppSink* element = nullptr;
  std::shared_ptr<Link> link;
  std::mutex mutex;
  bool wanted = false;
  Napi::FunctionReference callback;

  /** Hands over a sample or the end of the stream to the waiting pull; called by JavaScript's thread. */
  void deliver(Napi::Env env);
  void notify();
};

Napi::Value toSeconds(Napi::Env env, GstClockTime time) {
  return GST_CLOCK_TIME_IS_VALID(time) ? Napi::Number::New(env, double(time) / GST_SECOND) : env.Null();
}

Napi::Value toFrame(Napi::Env env, GstSample* sample) {
  GstVideoInfo info;
  GstVideoFrame frame;
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  if (!gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) ||
      !gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ)) {
    throw Napi::Error::New(env, "the appsink delivered something that is no picture");
  }
  const size_t height = GST_VIDEO_FRAME_HEIGHT(&frame);
  const size_t row = GST_VIDEO_FRAME_WIDTH(&frame) * GST_VIDEO_FRAME_COMP_PSTRIDE(&frame, 0);
  const size_t stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0);
  const auto* pixels = static_cast<const guint8*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0));
  auto data = Napi::Uint8Array::New(env, row * height);
  for (size_t y = 0; y < height; y++) memcpy(data.Data() + y * row, pixels + y * stride, row);
  gst_video_frame_unmap(&frame);

  const GstClockTime time =
      gst_segment_to_stream_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
  auto result = Napi::Object::New(env);
  result.Set("data", data);
  result.Set("width", GST_VIDEO_INFO_WIDTH(&info));
  result.Set("height", GST_VIDEO_INFO_HEIGHT(&info));
  result.Set("presentationSeconds", toSeconds(env, time));
  result.Set("durationSeconds", toSeconds(env, GST_BUFFER_DURATION(buffer)));
  return result;
}

void Sink::deliver(Napi::Env env) {
  if (callback.IsEmpty()) return;
  GstSample* sample = gst_app_sink_try_pull_sample(element, 0);
  if (sample == nullptr && !gst_app_sink_is_eos(element)) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      wanted = true;
    }
    // A sample may have come between the look and the wish.
    sample = gst_app_sink_try_pull_sample(element, 0);
    if (sample == nullptr && !gst_app_sink_is_eos(element)) return;
    std::lock_guard<std::mutex> lock(mutex);
    wanted = false;
  }
  Napi::Function call = callback.Value();
  callback.Reset();
  Napi::Value value = env.Null();
  if (sample != nullptr) {
    value = toFrame(env, sample);
    gst_sample_unref(sample);
  }
  call.Call({value});
}

void Sink::notify() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (!wanted) return;
    wanted = false;
  }
  link->post([this](Napi::Env env) { deliver(env); });
}

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

class Pipeline : public Napi::ObjectWrap<Pipeline> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Pipeline",
                       {
                           InstanceMethod<&Pipeline::setState>("setState"),
                           InstanceMethod<&Pipeline::setProperty>("setProperty"),
                           InstanceMethod<&Pipeline::pull>("pull"),
                           InstanceMethod<&Pipeline::durationSeconds>("durationSeconds"),
                           InstanceMethod<&Pipeline::videoCaps>("videoCaps"),
                           InstanceMethod<&Pipeline::stop>("stop"),
                       });
  }

  explicit Pipeline(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Pipeline>(info) {
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

 private:
  void setState(const Napi::CallbackInfo& info) {
    const std::string name = info[0].As<Napi::String>();
    const GstState state = name == "playing" ? GST_STATE_PLAYING : GST_STATE_PAUSED;
    gst_element_set_state(running(info.Env()), state);
  }

  void setProperty(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const std::string elementName = info[0].As<Napi::String>();
    const std::string name = info[1].As<Napi::String>();
    GstElement* element = gst_bin_get_by_name(GST_BIN(running(env)), elementName.c_str());
    if (element == nullptr) throw Napi::Error::New(env, "there is no element " + elementName);
    std::unique_ptr<GstElement, decltype(&gst_object_unref)> hold(element, gst_object_unref);
    GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), name.c_str());
    if (spec == nullptr) throw Napi::TypeError::New(env, elementName + " has no property " + name);
    const std::string text = info[2].ToString();
    if (G_PARAM_SPEC_VALUE_TYPE(spec) == G_TYPE_STRING) {
      g_object_set(element, name.c_str(), text.c_str(), nullptr);
      return;
    }
    GValue value = G_VALUE_INIT;
    g_value_init(&value, G_PARAM_SPEC_VALUE_TYPE(spec));
    const bool understood = gst_value_deserialize(&value, text.c_str());
    if (understood) g_object_set_property(G_OBJECT(element), name.c_str(), &value);
    g_value_unset(&value);
    if (!understood) throw Napi::TypeError::New(env, elementName + "." + name + " cannot be \"" + text + "\"");
  }

  /** pull(appsink, callback): the callback gets the next frame, or null at the end. One at a time for each sink. */
  void pull(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    running(env);
    Sink& sink = sinkNamed(env, info[0].As<Napi::String>());
    if (!sink.callback.IsEmpty()) throw Napi::Error::New(env, "a pull is already waiting");
    sink.callback = Napi::Persistent(info[1].As<Napi::Function>());
    sink.deliver(env);
  }

  Napi::Value durationSeconds(const Napi::CallbackInfo& info) {
    gint64 duration = 0;
    if (!gst_element_query_duration(running(info.Env()), GST_FORMAT_TIME, &duration) || duration <= 0) {
      return info.Env().Null();
    }
    return Napi::Number::New(info.Env(), double(duration) / GST_SECOND);
  }

  /** videoCaps(element): size and rate that were negotiated on its source pad; null before that. */
  Napi::Value videoCaps(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const std::string name = info[0].As<Napi::String>();
    GstElement* element = gst_bin_get_by_name(GST_BIN(running(env)), name.c_str());
    if (element == nullptr) throw Napi::Error::New(env, "there is no element " + name);
    GstPad* pad = gst_element_get_static_pad(element, "src");
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
    gst_object_unref(element);
    return result;
  }

  /** Resolves when everything is freed. Waiting pulls get null. May be called again. */
  Napi::Value stop(const Napi::CallbackInfo& info) {
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
    for (auto& [name, sink] : *sinks) {
      if (sink->callback.IsEmpty()) continue;
      Napi::Function call = sink->callback.Value();
      sink->callback.Reset();
      call.Call({env.Null()});
    }
    // Going to NULL joins GStreamer's threads, which can take a moment: not on JavaScript's thread.
    auto link = link_;
    std::thread([this, pipeline, sinks, link, deferred] {
      gst_element_set_state(pipeline, GST_STATE_NULL);
      GstBus* bus = gst_element_get_bus(pipeline);
      gst_bus_set_sync_handler(bus, nullptr, nullptr, nullptr);
      gst_object_unref(bus);
      auto* done = new Task([this, pipeline, sinks, link, deferred](Napi::Env env) {
        for (auto& [name, sink] : *sinks) gst_object_unref(sink->element);
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

  GstElement* running(Napi::Env env) {
    if (pipeline_ == nullptr) throw Napi::Error::New(env, "the pipeline was stopped");
    return pipeline_;
  }

  Sink& sinkNamed(Napi::Env env, const std::string& name) {
    auto& sink = sinks_[name];
    if (sink != nullptr) return *sink;
    GstElement* element = gst_bin_get_by_name(GST_BIN(pipeline_), name.c_str());
    if (element == nullptr || !GST_IS_APP_SINK(element)) {
      if (element != nullptr) gst_object_unref(element);
      sinks_.erase(name);
      throw Napi::Error::New(env, "there is no appsink " + name);
    }
    sink = std::make_unique<Sink>();
    sink->element = GST_APP_SINK(element);
    sink->link = link_;
    GstAppSinkCallbacks callbacks = {};
    callbacks.eos = [](GstAppSink*, gpointer data) { static_cast<Sink*>(data)->notify(); };
    callbacks.new_sample = [](GstAppSink*, gpointer data) {
      static_cast<Sink*>(data)->notify();
      return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(sink->element, &callbacks, sink.get(), nullptr);
    return *sink;
  }

  static GstBusSyncReply onBusMessage(GstBus*, GstMessage* message, gpointer data) {
    static_cast<Pipeline*>(data)->report(message);
    gst_message_unref(message);
    return GST_BUS_DROP;
  }

  /** On whatever thread posted it: copies what matters, and lets JavaScript's thread build the object. */
  void report(GstMessage* message) {
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

  GstElement* pipeline_ = nullptr;
  std::shared_ptr<Link> link_;
  Napi::FunctionReference onMessage_;
  std::map<std::string, std::unique_ptr<Sink>> sinks_;
};

Napi::Object init(Napi::Env env, Napi::Object exports) {
  gst_init(nullptr, nullptr);
  gchar* version = gst_version_string();
  exports.Set("version", version);
  g_free(version);
  exports.Set("Pipeline", Pipeline::define(env));
  return exports;
}

}  // namespace

NODE_API_MODULE(stepwatch_media, init)
