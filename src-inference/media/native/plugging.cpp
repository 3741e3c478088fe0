#include "plugging.h"

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

}  // namespace

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
