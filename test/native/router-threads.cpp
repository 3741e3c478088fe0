// The frame router between real pipelines, with everything that its threads do at the same time: sources that are exchanged,
// outputs that come, go and replace each other, previews, texts, statistics. Run by scripts/sanitize.sh thread.
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "frame-router.h"

using stepwatch::Demand;
using stepwatch::Owned;
using stepwatch::RouterCore;
using stepwatch::Subscriber;

namespace {

constexpr int sources = 6;
constexpr int framesOfSource = 150;
constexpr int outputThreads = 3;

struct Route {
  RouterCore* core;
  guint64 ticket;
  std::atomic<int>* routed;
};

GstFlowReturn onSample(GstAppSink* sink, gpointer data) {
  const auto* route = static_cast<Route*>(data);
  g_autoptr(GstSample) sample = gst_app_sink_try_pull_sample(sink, 0);
  if (sample == nullptr) return GST_FLOW_OK;
  route->core->route(route->ticket, sample, gst_element_get_base_time(GST_ELEMENT(sink)));
  (*route->routed)++;
  return GST_FLOW_OK;
}

Owned<GstElement> launch(const std::string& description) {
  g_autoptr(GError) error = nullptr;
  GstElement* pipeline = gst_parse_launch(description.c_str(), &error);
  if (pipeline == nullptr || error != nullptr) {
    std::fprintf(stderr, "%s\n", error != nullptr ? error->message : "no pipeline");
    std::exit(2);
  }
  return Owned<GstElement>(pipeline);
}

Owned<GstElement> child(const Owned<GstElement>& pipeline, const char* name) {
  return Owned<GstElement>(gst_bin_get_by_name(GST_BIN(pipeline.get()), name));
}

void waitForEnd(const Owned<GstElement>& pipeline) {
  g_autoptr(GstBus) bus = gst_element_get_bus(pipeline.get());
  const auto types = static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_message_unref(gst_bus_timed_pop_filtered(bus, GST_CLOCK_TIME_NONE, types));
}

/** An output with its pipeline, as a person attaches and detaches it. */
class Output {
 public:
  explicit Output(Demand demand)
      : pipeline_(launch("appsrc name=in format=time is-live=true max-buffers=4 block=true ! videoconvert ! "
                         "textoverlay name=text ! fakesink sync=false async=false")),
        subscriber_(std::make_shared<Subscriber>(
            Owned<GstAppSrc>(GST_APP_SRC(child(pipeline_, "in").release())), child(pipeline_, "text"), demand)) {
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
  }

  const std::shared_ptr<Subscriber>& subscriber() const { return subscriber_; }

  /** In the order of the addon: the pipeline is stopped, then it is unsubscribed. */
  void stop(RouterCore& core) {
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    core.unsubscribe(subscriber_.get());
    subscriber_->close();
  }

 private:
  const Owned<GstElement> pipeline_;
  const std::shared_ptr<Subscriber> subscriber_;
};

void comeAndGo(RouterCore& core, const std::atomic<bool>& isOver, int number) {
  auto output = std::make_unique<Output>(number == 0 ? Demand::OnRequest : Demand::All);
  core.subscribe(output->subscriber(), nullptr);
  for (int i = 0; !isOver; i++) {
    output->subscriber()->request();
    const GstClockTime soon = core.toTimeline(static_cast<GstClockTime>(i) * 10 * GST_MSECOND);
    output->subscriber()->setText("step " + std::to_string(i), i % 3 == 0 ? GST_CLOCK_TIME_NONE : soon);
    core.toCapture(output->subscriber()->position());
    if (i % 20 == 19) {
      auto next = std::make_unique<Output>(number == 0 ? Demand::OnRequest : Demand::All);
      core.subscribe(next->subscriber(), i % 40 == 39 ? output->subscriber().get() : nullptr);
      output->stop(core);
      output = std::move(next);
    }
    std::this_thread::yield();
  }
  output->stop(core);
}

void look(const Subscriber& subscriber, const std::atomic<bool>& isOver) {
  guint64 seen = 0;
  while (!isOver) {
    seen += subscriber.pushed() + subscriber.dropped() + subscriber.position() + subscriber.captured();
    std::this_thread::yield();
  }
  if (seen == G_MAXUINT64) std::puts("never");
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  RouterCore core;
  std::atomic<bool> isOver{false};
  std::atomic<int> routed{0};
  Output steady(Demand::All);
  core.subscribe(steady.subscriber(), nullptr);
  std::vector<std::thread> threads;
  for (int number = 0; number < outputThreads; number++) {
    threads.emplace_back([&, number] { comeAndGo(core, isOver, number); });
  }
  threads.emplace_back([&] { look(*steady.subscriber(), isOver); });
  // Two at a time: the last frames of one may come when the next one has begun.
  Owned<GstElement> before;
  for (int number = 0; number < sources; number++) {
    auto pipeline = launch("videotestsrc num-buffers=" + std::to_string(framesOfSource) +
                           " ! video/x-raw,width=64,height=48,framerate=100/1 ! appsink name=out sync=false max-buffers=2");
    auto sink = child(pipeline, "out");
    GstAppSinkCallbacks callbacks = {};
    callbacks.new_sample = onSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks,
                               new Route{&core, core.startSource(number % 2 == 0), &routed},
                               [](gpointer data) { delete static_cast<Route*>(data); });
    const int enough = routed + framesOfSource / 2;
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    if (before != nullptr) waitForEnd(before);
    if (before != nullptr) gst_element_set_state(before.get(), GST_STATE_NULL);
    while (routed < enough) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    before = std::move(pipeline);
  }
  waitForEnd(before);
  gst_element_set_state(before.get(), GST_STATE_NULL);
  isOver = true;
  for (auto& thread : threads) thread.join();
  steady.stop(core);
  std::printf("%d frames routed, %llu to the steady output\n", routed.load(),
              static_cast<unsigned long long>(steady.subscriber()->pushed()));
  return routed > 0 && steady.subscriber()->pushed() > 0 ? 0 : 1;
}
