// ThreadSanitizer knows locks by the functions of pthread. GLib waits for the kernel by itself, so that whatever GStreamer's threads
// hand to each other would look like a race. These stand in front of GLib's functions and tell ThreadSanitizer what they mean.
#include <dlfcn.h>
#include <glib.h>

extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}

namespace {

template <typename Function>
Function* behind(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

#define BEHIND(name) static auto* const real = behind<decltype(name)>(#name)

extern "C" {

void g_mutex_lock(GMutex* mutex) {
  BEHIND(g_mutex_lock);
  real(mutex);
  __tsan_acquire(mutex);
}

gboolean g_mutex_trylock(GMutex* mutex) {
  BEHIND(g_mutex_trylock);
  const gboolean isLocked = real(mutex);
  if (isLocked) __tsan_acquire(mutex);
  return isLocked;
}

void g_mutex_unlock(GMutex* mutex) {
  BEHIND(g_mutex_unlock);
  __tsan_release(mutex);
  real(mutex);
}

void g_rec_mutex_lock(GRecMutex* mutex) {
  BEHIND(g_rec_mutex_lock);
  real(mutex);
  __tsan_acquire(mutex);
}

gboolean g_rec_mutex_trylock(GRecMutex* mutex) {
  BEHIND(g_rec_mutex_trylock);
  const gboolean isLocked = real(mutex);
  if (isLocked) __tsan_acquire(mutex);
  return isLocked;
}

void g_rec_mutex_unlock(GRecMutex* mutex) {
  BEHIND(g_rec_mutex_unlock);
  __tsan_release(mutex);
  real(mutex);
}

void g_cond_wait(GCond* condition, GMutex* mutex) {
  BEHIND(g_cond_wait);
  __tsan_release(mutex);
  real(condition, mutex);
  __tsan_acquire(mutex);
}

gboolean g_cond_wait_until(GCond* condition, GMutex* mutex, gint64 until) {
  BEHIND(g_cond_wait_until);
  __tsan_release(mutex);
  const gboolean isTold = real(condition, mutex, until);
  __tsan_acquire(mutex);
  return isTold;
}

}  // extern "C"
