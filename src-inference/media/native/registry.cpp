#include "registry.h"

#include <gst/gst.h>

namespace stepwatch {

/** inspectElement(name): `{ plugin, version }` of what is installed under that name; null when nothing is. */
Napi::Value inspectElement(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string name = info[0].As<Napi::String>();
  GstElementFactory* factory = gst_element_factory_find(name.c_str());
  if (factory == nullptr) return env.Null();
  auto result = Napi::Object::New(env);
  GstPlugin* plugin = gst_plugin_feature_get_plugin(GST_PLUGIN_FEATURE(factory));
  const gchar* pluginName = plugin != nullptr ? gst_plugin_get_name(plugin) : nullptr;
  const gchar* version = plugin != nullptr ? gst_plugin_get_version(plugin) : nullptr;
  result.Set("plugin", pluginName != nullptr ? pluginName : "");
  result.Set("version", version != nullptr ? version : "");
  if (plugin != nullptr) gst_object_unref(plugin);
  gst_object_unref(factory);
  return result;
}

/** preferElement(name): decodebin takes it before all others that could do the job. */
void preferElement(const Napi::CallbackInfo& info) {
  const std::string name = info[0].As<Napi::String>();
  GstElementFactory* factory = gst_element_factory_find(name.c_str());
  if (factory == nullptr) return;
  gst_plugin_feature_set_rank(GST_PLUGIN_FEATURE(factory), GST_RANK_PRIMARY + 256);
  gst_object_unref(factory);
}

}  // namespace stepwatch
