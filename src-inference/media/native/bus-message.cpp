#include "bus-message.h"

#include "owned.h"

namespace stepwatch {

namespace {

using Fields = std::map<std::string, std::string>;

std::string textOf(const gchar* text) { return text != nullptr ? text : ""; }

/**
 * Names of the factories of an element and of the bins around it, from the inside out. A bin may be taken out and freed by another
 * thread meanwhile, so each one is held while it is looked at.
 */
std::string factoriesOf(GstObject* innermost) {
  std::string names;
  if (innermost == nullptr) return names;
  Owned<GstObject> object(GST_OBJECT(gst_object_ref(innermost)));
  for (; object != nullptr; object.reset(gst_object_get_parent(object.get()))) {
    if (!GST_IS_ELEMENT(object.get())) continue;
    GstElementFactory* factory = gst_element_get_factory(GST_ELEMENT(object.get()));
    if (factory == nullptr) continue;
    if (!names.empty()) names += ',';
    names += GST_OBJECT_NAME(factory);
  }
  return names;
}

Fields readError(GstMessage* message) {
  g_autoptr(GError) error = nullptr;
  g_autofree gchar* debug = nullptr;
  gst_message_parse_error(message, &error, &debug);
  return {
      {"type", "error"},
      {"message", error->message},
      {"debug", textOf(debug)},
      {"domain", g_quark_to_string(error->domain)},
      {"code", std::to_string(error->code)},
      {"factories", factoriesOf(GST_MESSAGE_SRC(message))},
  };
}

Fields readTags(GstMessage* message) {
  g_autoptr(GstTagList) tags = nullptr;
  g_autofree gchar* codec = nullptr;
  gst_message_parse_tag(message, &tags);
  if (!gst_tag_list_get_string(tags, GST_TAG_VIDEO_CODEC, &codec)) return {};
  return {{"type", "codec"}, {"codec", codec}};
}

Fields readType(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
      return readError(message);
    case GST_MESSAGE_EOS:
      return {{"type", "eos"}};
    case GST_MESSAGE_ASYNC_DONE:
      return {{"type", "prerolled"}};
    case GST_MESSAGE_TAG:
      return readTags(message);
    default:
      return {};
  }
}

}  // namespace

std::map<std::string, std::string> readBusMessage(GstMessage* message) {
  Fields fields = readType(message);
  if (!fields.empty()) fields["element"] = textOf(GST_MESSAGE_SRC_NAME(message));
  return fields;
}

}  // namespace stepwatch
