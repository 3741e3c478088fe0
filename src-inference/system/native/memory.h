#pragma once

#include <napi.h>

namespace stepwatch {

/**
 * The C library gives what was freed back to the kernel (malloc_trim(3)). Without it every thread that decodes, encodes or computes
 * keeps pictures that it freed. Called now and then: to give back each picture at once costs more time than to decode it.
 */
void giveBackFreedMemory(const Napi::CallbackInfo& info);

}  // namespace stepwatch
