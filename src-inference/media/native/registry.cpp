#include "registry.h"

#include <gst/gst.h>

namespace stepwatch {

namespace {

/** decodebin tries the elements of higher ranks first. */
constexpr guint preferredRank = GST_RANK_PRIMARY + 256;

/** Does nothing when there is no such element. */
void setRank(const std::string& name, guint rank) {
  g_autoptr(GstElementFactory) factory = gst_element_factory_find(name.c_str());
  if (factory != nullptr) gst_plugin_feature_set_rank(GST_PLUGIN_FEATURE(factory), rank);
}

const gchar* orEmpty(const gchar* text) { return text != nullptr ? text : ""; }

}  // namespace

/** inspectElement(name): `{ plugin, version }` of the element that is installed under that name; null when none is. */
Napi::Value inspectElement(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string name = info[0].As<Napi::String>();
  g_autoptr(GstElementFactory) factory = gst_element_factory_find(name.c_str());
  if (factory == nullptr) return env.Null();
  g_autoptr(GstPlugin) plugin = gst_plugin_feature_get_plugin(GST_PLUGIN_FEATURE(factory));
  auto result = Napi::Object::New(env);
  result.Set("plugin", orEmpty(plugin != nullptr ? gst_plugin_get_name(plugin) : nullptr));
  result.Set("version", orEmpty(plugin != nullptr ? gst_plugin_get_version(plugin) : nullptr));
  return result;
}

/** preferElement(name): decodebin takes it before all others that could do the job. */
void preferElement(const Napi::CallbackInfo& info) { setRank(info[0].As<Napi::String>(), preferredRank); }

/** avoidElement(name): decodebin never takes it. */
void avoidElement(const Napi::CallbackInfo& info) { setRank(info[0].As<Napi::String>(), GST_RANK_NONE); }

}  // namespace stepwatch
