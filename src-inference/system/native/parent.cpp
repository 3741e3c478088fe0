#include "parent.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

#include "errno-error.h"

namespace stepwatch {

Napi::Value endWithParent(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1) throw errnoError(env, "prctl", errno);
  // It may have ended before it was asked for.
  return Napi::Boolean::New(env, getppid() == info[0].As<Napi::Number>().Int32Value());
}

}  // namespace stepwatch
