// The way from GStreamer's threads to JavaScript's thread.
#pragma once
#include <napi.h>

#include <atomic>
#include <functional>

namespace stepwatch {

using Task = std::function<void(Napi::Env)>;

inline void runTask(Napi::Env env, Napi::Function, void*, Task* task) {
  if (env != nullptr) (*task)(env);
  delete task;
}

using Dispatcher = Napi::TypedThreadSafeFunction<void, Task, runTask>;

/** What GStreamer's threads share with JavaScript; lives as long as the last of them needs it. */
struct Link {
  Dispatcher dispatcher;
  std::atomic<bool> closed{false};

  void post(Task task) {
    if (closed) return;
    auto* copy = new Task(std::move(task));
    if (dispatcher.NonBlockingCall(copy) != napi_ok) delete copy;
  }
};

}  // namespace stepwatch
