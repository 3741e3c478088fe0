#pragma once

#include <napi.h>

namespace stepwatch {

/**
 * From now on this process is killed when the one that started it ends, however that happens (prctl(2), PR_SET_PDEATHSIG).
 *
 * @param info The process id of that parent.
 * @returns False when that process is not the parent any more.
 */
Napi::Value endWithParent(const Napi::CallbackInfo& info);

}  // namespace stepwatch
