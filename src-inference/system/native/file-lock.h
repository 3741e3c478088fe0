#pragma once

#include <napi.h>

namespace stepwatch {

/**
 * Takes the lock of a file, which is created when it is not there. It belongs to this process until it is given back or the process
 * ends, however that happens; the kernel keeps it with the file, so it holds across containers and names of the folder (flock(2)).
 *
 * @returns A handle; null when somebody else has the lock.
 * @throws Error with `errno` when the file cannot be opened.
 */
Napi::Value lockFile(const Napi::CallbackInfo& info);

/** Gives the lock of a handle back. */
void unlockFile(const Napi::CallbackInfo& info);

}  // namespace stepwatch
