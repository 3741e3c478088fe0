#include "clock.h"

#include <sys/timex.h>

namespace stepwatch {

Napi::Value readClock(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  timex state{};
  // With no modes nothing is changed, so no right is needed (adjtimex(2)).
  if (adjtimex(&state) == -1) return env.Null();
  const double unit = (state.status & STA_NANO) != 0 ? 1e-9 : 1e-6;
  Napi::Object clock = Napi::Object::New(env);
  clock.Set("synchronised", (state.status & STA_UNSYNC) == 0);
  clock.Set("offsetSeconds", static_cast<double>(state.offset) * unit);
  clock.Set("errorSeconds", static_cast<double>(state.maxerror) * 1e-6);
  return clock;
}

}  // namespace stepwatch
