#include "memory.h"

#include <malloc.h>

namespace stepwatch {

void giveBackFreedMemory(const Napi::CallbackInfo&) { malloc_trim(0); }

}  // namespace stepwatch
