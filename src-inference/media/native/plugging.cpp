#include "plugging.h"

#include <algorithm>

namespace stepwatch {

namespace {

/** The lock is recursive: the type finder's own reads, under which nothing was plugged in yet, pass. */
GstPadProbeReturn onRead(GstPad*, GstPadProbeInfo*, gpointer data) {
  auto* typeFinderPad = static_cast<GstPad*>(data);
  // The type finder's task runs until a demuxer takes over its pad, and is paused from then on.
  const bool isTypeFinding = gst_pad_get_task_state(typeFinderPad) == GST_TASK_STARTED;
  if (isTypeFinding) return GST_PAD_PROBE_OK;
  GST_PAD_STREAM_LOCK(typeFinderPad);
  GST_PAD_STREAM_UNLOCK(typeFinderPad);
  return GST_PAD_PROBE_REMOVE;
}

/** GstAutoplugSelectResult of decodebin, which is in no header. */
enum class PlugDecision { tryIt = 0, expose = 1, skip = 2 };

using Names = std::vector<std::string>;

int onSelect(GstElement*, GstPad*, GstCaps*, GstElementFactory* factory, gpointer data) {
  const auto& avoided = *static_cast<Names*>(data);
  const bool isAvoided = std::find(avoided.begin(), avoided.end(), GST_OBJECT_NAME(factory)) != avoided.end();
  return static_cast<int>(isAvoided ? PlugDecision::skip : PlugDecision::tryIt);
}

void freeNames(gpointer data, GClosure*) { delete static_cast<Names*>(data); }

}  // namespace

void avoidDecoders(GstElement* pipeline, const Names& names) {
  g_autoptr(GstElement) decoder = gst_bin_get_by_name(GST_BIN(pipeline), "decoder");
  if (decoder == nullptr || names.empty()) return;
  g_signal_connect_data(decoder, "autoplug-select", G_CALLBACK(onSelect), new Names(names), freeNames,
                        static_cast<GConnectFlags>(0));
}

void holdReadsWhilePlugging(GstElement* pipeline) {
  g_autoptr(GstElement) file = gst_bin_get_by_name(GST_BIN(pipeline), "file");
  // The name that decodebin and parsebin give to their type finder.
  g_autoptr(GstElement) typeFinder = gst_bin_get_by_name(GST_BIN(pipeline), "typefind");
  if (file == nullptr || typeFinder == nullptr) return;
  g_autoptr(GstPad) filePad = gst_element_get_static_pad(file, "src");
  g_autoptr(GstPad) typeFinderPad = gst_element_get_static_pad(typeFinder, "sink");
  if (filePad == nullptr || typeFinderPad == nullptr) return;
  const auto reads = static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_PULL | GST_PAD_PROBE_TYPE_BUFFER);
  gst_pad_add_probe(filePad, reads, onRead, g_steal_pointer(&typeFinderPad), gst_object_unref);
}

}  // namespace stepwatch
