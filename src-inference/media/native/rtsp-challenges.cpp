#include "rtsp-challenges.h"

#include <dlfcn.h>
#include <gst/rtsp/gstrtspmessage.h>

namespace {

using Parse = GstRTSPAuthCredential** (*)(GstRTSPMessage*, GstRTSPHeaderField);

/** The one of GStreamer. */
Parse original() {
  static const auto found = [] {
    void* library = dlopen("libgstrtsp-1.0.so.0", RTLD_LAZY);
    void* function = library != nullptr ? dlsym(library, "gst_rtsp_message_parse_auth_credentials") : nullptr;
    return reinterpret_cast<Parse>(function);
  }();
  return found;
}

}  // namespace

/** Plugins that are loaded later find this one first (exports.map, `completeChallenges`). */
extern "C" __attribute__((visibility("default"))) GstRTSPAuthCredential** gst_rtsp_message_parse_auth_credentials(
    GstRTSPMessage* message, GstRTSPHeaderField field) {
  const Parse parse = original();
  GstRTSPAuthCredential** credentials = parse != nullptr ? parse(message, field) : nullptr;
  if (credentials == nullptr) return nullptr;
  for (auto** one = credentials; *one != nullptr; one++) {
    if ((*one)->params == nullptr) (*one)->params = g_new0(GstRTSPAuthParam*, 1);
    for (auto** param = (*one)->params; *param != nullptr; param++) {
      if ((*param)->name == nullptr) (*param)->name = g_strdup("");
      if ((*param)->value == nullptr) (*param)->value = g_strdup("");
    }
  }
  return credentials;
}

namespace stepwatch {

void completeChallenges() {
  Dl_info self;
  if (dladdr(reinterpret_cast<void*>(&gst_rtsp_message_parse_auth_credentials), &self) == 0) return;
  // It is loaded already; now all that is loaded later sees what it exports.
  dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL);
}

}  // namespace stepwatch
