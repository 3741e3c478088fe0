#include "file-lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "errno-error.h"

namespace stepwatch {

Napi::Value lockFile(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::string path = info[0].As<Napi::String>();
  // A child process must not keep the lock of a station that has ended.
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (file == -1) throw errnoError(env, "open", errno);
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return Napi::Number::New(env, file);
  const int number = errno;
  close(file);
  if (number == EWOULDBLOCK) return env.Null();
  throw errnoError(env, "flock", number);
}

void unlockFile(const Napi::CallbackInfo& info) { close(info[0].As<Napi::Number>().Int32Value()); }

}  // namespace stepwatch
