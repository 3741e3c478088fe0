// What JavaScript sees: see ../native.ts.
#include <napi.h>

#include "file-lock.h"
#include "memory.h"
#include "parent.h"

namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("lockFile", Napi::Function::New(env, stepwatch::lockFile, "lockFile"));
  exports.Set("unlockFile", Napi::Function::New(env, stepwatch::unlockFile, "unlockFile"));
  exports.Set("giveBackFreedMemory", Napi::Function::New(env, stepwatch::giveBackFreedMemory, "giveBackFreedMemory"));
  exports.Set("endWithParent", Napi::Function::New(env, stepwatch::endWithParent, "endWithParent"));
  return exports;
}

}  // namespace

NODE_API_MODULE(stepwatch_system, init)
