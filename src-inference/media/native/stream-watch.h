// What is lost of a stream on its way, and which of its pictures that damages: from the jitter buffers, depayloaders, parsers and the
// decoder of a pipeline. Without RTP nothing is known.
#pragma once
#include <gst/gst.h>
#include <napi.h>

#include <mutex>
#include <vector>

#include "owned.h"
#include "picture-ledger.h"

namespace stepwatch {

class StreamWatch {
 public:
  /**
   * Of a pipeline with RTP in it, looks at the elements that are there, and at those that come; frames of others take no longer way.
   * It must live longer than the pipeline.
   */
  explicit StreamWatch(GstElement* pipeline);
  StreamWatch(const StreamWatch&) = delete;
  StreamWatch& operator=(const StreamWatch&) = delete;

  /** What has become of the picture of that time, and of those before it. */
  PictureLedger::Fate take(GstClockTime time) { return ledger_.take(time); }
  void leaveOutDamaged() { ledger_.leaveOutDamaged(); }
  /** `StreamStatistics` in `native.ts`. */
  Napi::Value statistics(Napi::Env env);
  /** Before the pipeline is freed. Packets are not known any more. */
  void release();

 private:
  void look(GstElement* element);
  void watchPad(GstElement* element, const char* name, GstPadProbeCallback onBuffer);

  PictureLedger ledger_;
  std::mutex mutex_;
  std::vector<Owned<GstElement>> jitterBuffers_;
};

}  // namespace stepwatch
