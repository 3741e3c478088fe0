// The way from GStreamer's threads to JavaScript's thread.
#pragma once
#include <napi.h>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace stepwatch {

using Task = std::function<void(Napi::Env)>;

inline void runTask(Napi::Env env, Napi::Function, void*, Task* task) {
  const std::unique_ptr<Task> owned(task);
  if (env != nullptr) (*owned)(env);
}

/** Runs tasks on JavaScript's thread, in the order in which they were posted. Any thread may post. */
class JsThread {
 public:
  JsThread(Napi::Env env, const char* name) : dispatcher_(Dispatcher::New(env, name, 0, 1)) {}

  /** Does not wait. After `postLast` the task is dropped. */
  void post(Task task) {
    if (closed_) return;
    auto owned = std::make_unique<Task>(std::move(task));
    if (dispatcher_.NonBlockingCall(owned.get()) == napi_ok) owned.release();
  }

  /** To be called once. JavaScript's event loop may end after this task. */
  void postLast(Task task) {
    closed_ = true;
    auto owned = std::make_unique<Task>(std::move(task));
    if (dispatcher_.BlockingCall(owned.get()) == napi_ok) owned.release();
    dispatcher_.Release();
  }

 private:
  using Dispatcher = Napi::TypedThreadSafeFunction<void, Task, runTask>;

  Dispatcher dispatcher_;
  std::atomic<bool> closed_{false};
};

}  // namespace stepwatch
