#include "stream-watch.h"

#include <gst/video/video.h>

#include <cstring>
#include <string>

namespace stepwatch {

namespace {

constexpr gsize rtpHeaderBytes = 12;

std::string factoryOf(GstElement* element) {
  GstElementFactory* factory = gst_element_get_factory(element);
  return factory != nullptr ? GST_OBJECT_NAME(factory) : "";
}

bool isA(GstElement* element, const char* role) {
  GstElementFactory* factory = gst_element_get_factory(element);
  const gchar* klass =
      factory != nullptr ? gst_element_factory_get_metadata(factory, GST_ELEMENT_METADATA_KLASS) : nullptr;
  return klass != nullptr && std::strstr(klass, role) != nullptr;
}

/** A field of the RTP caps on a pad; empty when there is none. */
std::string rtpField(GstPad* pad, const char* name) {
  g_autoptr(GstCaps) caps = gst_pad_get_current_caps(pad);
  const gchar* value =
      caps != nullptr ? gst_structure_get_string(gst_caps_get_structure(caps, 0), name) : nullptr;
  return value != nullptr ? value : "";
}

/** Sound, and pictures inside of another container, tell nothing of pictures. */
bool carriesPictures(GstPad* pad) {
  return rtpField(pad, "media") == "video" && rtpField(pad, "encoding-name") != "MP2T";
}

/** An RTSP source brings its jitter buffers and depayloaders when it has connected. */
bool receivesRtp(GstBin* pipeline) {
  bool found = false;
  g_autoptr(GstIterator) elements = gst_bin_iterate_recurse(pipeline);
  const auto lookAt = [](const GValue* item, gpointer data) {
    auto* element = GST_ELEMENT(g_value_get_object(item));
    const std::string factory = factoryOf(element);
    const bool isOne = factory == "rtpjitterbuffer" || factory == "rtspsrc" || isA(element, "Depayloader");
    if (isOne) *static_cast<bool*>(data) = true;
  };
  gst_iterator_foreach(elements, lookAt, &found);
  return found;
}

GstPadProbeReturn onPacket(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  guint8 header[rtpHeaderBytes];
  if (gst_buffer_extract(buffer, 0, header, rtpHeaderBytes) < rtpHeaderBytes) return GST_PAD_PROBE_OK;
  if (!carriesPictures(pad)) return GST_PAD_PROBE_OK;
  static_cast<PictureLedger*>(data)->addPacket({
      GST_READ_UINT16_BE(header + 2),
      GST_READ_UINT32_BE(header + 4),
      GST_READ_UINT32_BE(header + 8),
      (header[1] & 0x80) != 0,
      GST_BUFFER_PTS(buffer),
  });
  return GST_PAD_PROBE_OK;
}

GstPadProbeReturn onEncoded(GstPad*, GstPadProbeInfo* info, gpointer data) {
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  if (!GST_CLOCK_TIME_IS_VALID(GST_BUFFER_PTS(buffer))) return GST_PAD_PROBE_OK;
  const bool isKeyFrame = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  const bool passes = static_cast<PictureLedger*>(data)->addEncoded(GST_BUFFER_PTS(buffer), isKeyFrame);
  return passes ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

GstPadProbeReturn onDecoded(GstPad*, GstPadProbeInfo* info, gpointer data) {
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  const bool isCorrupted = GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_CORRUPTED);
  static_cast<PictureLedger*>(data)->addDecoded(GST_BUFFER_PTS(buffer), isCorrupted);
  return GST_PAD_PROBE_OK;
}

guint64 countOf(const GstStructure* counts, const char* name) {
  guint64 value = 0;
  gst_structure_get_uint64(counts, name, &value);
  return value;
}

Napi::Object object(Napi::Env env, std::initializer_list<std::pair<const char*, guint64>> fields) {
  auto result = Napi::Object::New(env);
  for (const auto& [name, value] : fields) result.Set(name, static_cast<double>(value));
  return result;
}

}  // namespace

StreamWatch::StreamWatch(GstElement* pipeline) {
  if (!receivesRtp(GST_BIN(pipeline))) return;
  g_autoptr(GstIterator) elements = gst_bin_iterate_recurse(GST_BIN(pipeline));
  const auto lookAt = [](const GValue* item, gpointer data) {
    static_cast<StreamWatch*>(data)->look(GST_ELEMENT(g_value_get_object(item)));
  };
  gst_iterator_foreach(elements, lookAt, this);
  const auto onAdded = +[](GstBin*, GstBin*, GstElement* element, gpointer data) {
    static_cast<StreamWatch*>(data)->look(element);
  };
  g_signal_connect(pipeline, "deep-element-added", G_CALLBACK(onAdded), this);
}

void StreamWatch::release() {
  const std::lock_guard lock(mutex_);
  jitterBuffers_.clear();
}

void StreamWatch::look(GstElement* element) {
  const std::string factory = factoryOf(element);
  if (factory == "rtpjitterbuffer") {
    const std::lock_guard lock(mutex_);
    jitterBuffers_.emplace_back(GST_ELEMENT(gst_object_ref(element)));
  } else if (isA(element, "Depayloader")) {
    // What the jitter buffer gives, in order.
    watchPad(element, "sink", onPacket);
    const bool hasOnlyKeyFrames = factory == "rtpjpegdepay";
    if (hasOnlyKeyFrames) watchPad(element, "src", onEncoded);
  } else if (isA(element, "Parser")) {
    watchPad(element, "src", onEncoded);
  } else if (isA(element, "Decoder/Video") || isA(element, "Decoder/Image")) {
    watchPad(element, "src", onDecoded);
  }
}

void StreamWatch::watchPad(GstElement* element, const char* name, GstPadProbeCallback onBuffer) {
  g_autoptr(GstPad) pad = gst_element_get_static_pad(element, name);
  if (pad != nullptr) gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, onBuffer, &ledger_, nullptr);
}

Napi::Value StreamWatch::statistics(Napi::Env env) {
  guint64 received = 0;
  guint64 lost = 0;
  guint64 late = 0;
  guint64 duplicated = 0;
  bool isKnown = false;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& jitterBuffer : jitterBuffers_) {
      g_autoptr(GstPad) pad = gst_element_get_static_pad(jitterBuffer.get(), "src");
      if (pad == nullptr || rtpField(pad, "media") != "video") continue;
      GstStructure* counts = nullptr;
      g_object_get(jitterBuffer.get(), "stats", &counts, nullptr);
      if (counts == nullptr) continue;
      isKnown = true;
      received += countOf(counts, "num-pushed");
      lost += countOf(counts, "num-lost");
      late += countOf(counts, "num-late");
      duplicated += countOf(counts, "num-duplicates");
      gst_structure_free(counts);
    }
  }
  auto result = Napi::Object::New(env);
  result.Set("packets", isKnown ? Napi::Value(object(env, {{"received", received},
                                                          {"lost", lost},
                                                          {"late", late},
                                                          {"duplicated", duplicated}}))
                                : env.Null());
  const auto pictures = ledger_.counts();
  result.Set("pictures", ledger_.isUsed() ? Napi::Value(object(env, {{"shown", pictures.shown},
                                                                    {"damaged", pictures.damaged},
                                                                    {"missing", pictures.missing}}))
                                          : env.Null());
  return result;
}

}  // namespace stepwatch
