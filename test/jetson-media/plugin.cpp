// A stand-in for the GStreamer elements of a Jetson. It has their names, pads and properties, and labels its pictures with
// memory:NVMM as they do; inside, software does the work. So GStreamer itself says whether a pipeline that is written for a
// Jetson can be linked and negotiated, and what happens when one of these elements fails. It shows nothing of their speed.
//
// GST_STAND_IN_FAILS=ELEMENT:BUFFERS lets an element fail after so many buffers.
#include <gst/base/gstbasetransform.h>
#include <gst/gst.h>

#include <cstdlib>
#include <cstring>
#include <string>

#define NVMM "memory:NVMM"
// The forms that nvvidconv takes and gives in the memory of the CPU: 24-bit RGB is not among them.
#define FORMATS "{ I420, UYVY, YUY2, YVYU, NV12, GRAY8, BGRx, RGBA }"

// ---- An element that changes the label of the memory, and nothing else.

enum class Label { toNvmm, toEither, fromNvmm, fromEither };

struct Relabel {
  GstBaseTransform parent;
  Label label;
};
struct RelabelClass {
  GstBaseTransformClass parent;
};
GType relabel_get_type();
G_DEFINE_TYPE(Relabel, relabel, GST_TYPE_BASE_TRANSFORM)

static void appendWith(GstCaps* all, const GstCaps* caps, const char* feature) {
  for (guint at = 0; at < gst_caps_get_size(caps); at++) {
    GstCapsFeatures* features = feature ? gst_caps_features_new(feature, nullptr) : gst_caps_features_new_empty();
    gst_caps_append_structure_full(all, gst_structure_copy(gst_caps_get_structure(caps, at)), features);
  }
}

static GstCaps* relabelCaps(GstBaseTransform* base, GstPadDirection from, GstCaps* caps, GstCaps* filter) {
  const Label label = reinterpret_cast<Relabel*>(base)->label;
  const bool isForward = from == GST_PAD_SINK;
  GstCaps* result = gst_caps_new_empty();
  const bool toNvmm = isForward ? label == Label::toNvmm || label == Label::toEither
                                : label == Label::fromNvmm || label == Label::fromEither;
  const bool toSystem = isForward ? label != Label::toNvmm : label != Label::fromNvmm;
  if (toNvmm) appendWith(result, caps, NVMM);
  if (toSystem) appendWith(result, caps, nullptr);
  if (filter == nullptr) return result;
  GstCaps* filtered = gst_caps_intersect_full(filter, result, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref(result);
  return filtered;
}

static GstFlowReturn relabelBuffer(GstBaseTransform*, GstBuffer*) { return GST_FLOW_OK; }

static void relabel_init(Relabel* self) { gst_base_transform_set_passthrough(&self->parent, TRUE); }

static void relabel_class_init(RelabelClass* type) {
  static GstStaticPadTemplate sink = GST_STATIC_PAD_TEMPLATE(
      "sink", GST_PAD_SINK, GST_PAD_ALWAYS,
      GST_STATIC_CAPS("video/x-raw(" NVMM "), format=" FORMATS "; video/x-raw, format=" FORMATS));
  static GstStaticPadTemplate source = GST_STATIC_PAD_TEMPLATE(
      "src", GST_PAD_SRC, GST_PAD_ALWAYS,
      GST_STATIC_CAPS("video/x-raw(" NVMM "), format=" FORMATS "; video/x-raw, format=" FORMATS));
  auto* element = reinterpret_cast<GstElementClass*>(type);
  gst_element_class_add_static_pad_template(element, &sink);
  gst_element_class_add_static_pad_template(element, &source);
  gst_element_class_set_static_metadata(element, "relabel", "Filter", "stand-in", "Stepwatch");
  type->parent.transform_caps = relabelCaps;
  type->parent.transform_ip = relabelBuffer;
}

// ---- Bins that look like the elements of a Jetson.

struct Look {
  const char* name;
  const char* kind;
  const char* sinkCaps;
  const char* sourceCaps;
  /** Of the memory before and behind `inside`. */
  Label in, out;
  bool relabelsIn, relabelsOut;
  /** In GStreamer's syntax. */
  const char* inside;
  const char* properties;
};

static const Look looks[] = {
    {"nvv4l2decoder", "Codec/Decoder/Video", "video/x-h264, stream-format=byte-stream, alignment=au",
     "video/x-raw(" NVMM "), format=NV12", Label::fromEither, Label::toNvmm, false, true,
     "avdec_h264 ! videoconvert ! video/x-raw,format=NV12", ""},
    {"nvvidconv", "Filter/Converter/Video/Scaler",
     "video/x-raw(" NVMM "), format=" FORMATS "; video/x-raw, format=" FORMATS,
     "video/x-raw(" NVMM "), format=" FORMATS "; video/x-raw, format=" FORMATS, Label::fromEither,
     Label::toEither, true, true, "videoconvert ! videoscale", "flip-method"},
    {"nvv4l2h264enc", "Codec/Encoder/Video", "video/x-raw(" NVMM "), format={ I420, NV12 }",
     "video/x-h264, stream-format=byte-stream, alignment=au", Label::fromNvmm, Label::toEither, true, false,
     "videoconvert ! video/x-raw,format=I420 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 ! "
     "video/x-h264,stream-format=byte-stream,alignment=au",
     "bitrate iframeinterval insert-sps-pps"},
    {"nvjpegenc", "Codec/Encoder/Image", "video/x-raw(" NVMM "), format=I420; video/x-raw, format=I420",
     "image/jpeg", Label::fromEither, Label::toEither, true, false, "videoconvert ! jpegenc", "quality"},
    {"nvjpegdec", "Codec/Decoder/Image", "image/jpeg",
     "video/x-raw(" NVMM "), format=I420; video/x-raw, format=I420", Label::fromEither, Label::toEither, false,
     true, "jpegdec ! videoconvert ! video/x-raw,format=I420", ""},
};

struct StandIn {
  GstBin parent;
};
struct StandInClass {
  GstBinClass parent;
  const Look* look;
};

/** Properties are taken and left alone. */
static void setProperty(GObject*, guint, const GValue*, GParamSpec*) {}
static void getProperty(GObject*, guint, GValue*, GParamSpec*) {}

static GstElement* relabelled(Label label) {
  auto* element = GST_ELEMENT(g_object_new(relabel_get_type(), nullptr));
  reinterpret_cast<Relabel*>(element)->label = label;
  return element;
}

/** The number of buffers after which the element fails; -1: never. */
static int failsAfter(const char* name) {
  const char* wish = std::getenv("GST_STAND_IN_FAILS");
  const char* colon = wish != nullptr ? std::strchr(wish, ':') : nullptr;
  if (colon == nullptr || std::string(wish, colon - wish) != name) return -1;
  return std::atoi(colon + 1);
}

static void addGhost(GstElement* bin, GstElement* inner, const char* pad) {
  GstPadTemplate* look = gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(bin), pad);
  GstPad* target = gst_element_get_static_pad(inner, pad);
  gst_element_add_pad(bin, gst_ghost_pad_new_from_template(pad, target, look));
  gst_object_unref(target);
}

static void standInInit(GTypeInstance* instance, gpointer type) {
  const Look& look = *static_cast<StandInClass*>(type)->look;
  auto* bin = GST_ELEMENT(instance);
  GstElement* inside = gst_parse_bin_from_description(look.inside, TRUE, nullptr);
  GstElement* failing = gst_element_factory_make("identity", nullptr);
  const int after = failsAfter(look.name);
  g_object_set(failing, "error-after", after, nullptr);
  gst_bin_add_many(GST_BIN(bin), failing, inside, nullptr);
  gst_element_link(failing, inside);
  GstElement* first = failing;
  GstElement* last = inside;
  if (look.relabelsIn) {
    GstElement* in = relabelled(look.in);
    gst_bin_add(GST_BIN(bin), in);
    gst_element_link(in, first);
    first = in;
  }
  if (look.relabelsOut) {
    GstElement* out = relabelled(look.out);
    gst_bin_add(GST_BIN(bin), out);
    gst_element_link(last, out);
    last = out;
  }
  addGhost(bin, first, "sink");
  addGhost(bin, last, "src");
}

static void standInClassInit(gpointer type, gpointer data) {
  const auto* look = static_cast<const Look*>(data);
  static_cast<StandInClass*>(type)->look = look;
  auto* element = static_cast<GstElementClass*>(type);
  gst_element_class_set_static_metadata(element, look->name, look->kind, "stand-in for a Jetson", "Stepwatch");
  const auto add = [&](const char* name, GstPadDirection direction, const char* text) {
    GstCaps* caps = gst_caps_from_string(text);
    gst_element_class_add_pad_template(element, gst_pad_template_new(name, direction, GST_PAD_ALWAYS, caps));
    gst_caps_unref(caps);
  };
  add("sink", GST_PAD_SINK, look->sinkCaps);
  add("src", GST_PAD_SRC, look->sourceCaps);
  auto* object = static_cast<GObjectClass*>(type);
  object->set_property = setProperty;
  object->get_property = getProperty;
  guint id = 1;
  gchar** names = g_strsplit(look->properties, " ", -1);
  for (gchar** name = names; *name != nullptr && **name != '\0'; name++) {
    const bool isSwitch = g_strcmp0(*name, "insert-sps-pps") == 0;
    const auto flags = static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
    const char* kept = g_intern_string(*name);
    g_object_class_install_property(
        object, id++, isSwitch ? g_param_spec_boolean(kept, kept, kept, FALSE, flags)
                               : g_param_spec_uint(kept, kept, kept, 0, G_MAXUINT, 0, flags));
  }
  g_strfreev(names);
}

static gboolean load(GstPlugin* plugin) {
  for (const Look& look : looks) {
    GTypeInfo info = {};
    info.class_size = sizeof(StandInClass);
    info.class_init = standInClassInit;
    info.class_data = &look;
    info.instance_size = sizeof(StandIn);
    info.instance_init = standInInit;
    const std::string typeName = std::string("StandIn_") + look.name;
    const GType type = g_type_register_static(GST_TYPE_BIN, typeName.c_str(), &info, static_cast<GTypeFlags>(0));
    if (!gst_element_register(plugin, look.name, GST_RANK_PRIMARY, type)) return FALSE;
  }
  return TRUE;
}

#define PACKAGE "stepwatch"
GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, jetsonstandin, "a stand-in for the elements of a Jetson",
                  load, "1.0", "LGPL", "Stepwatch", "https://stepwatch.example")
