#pragma once

#include <napi.h>

#include <cstring>
#include <string>

namespace stepwatch {

/** The error of a system call that has just failed, with `errno` as Node's own errors have it: negative. */
inline Napi::Error errnoError(Napi::Env env, const char* what, int number) {
  Napi::Error error = Napi::Error::New(env, std::string(what) + ": " + strerror(number));
  error.Set("errno", Napi::Number::New(env, -number));
  return error;
}

}  // namespace stepwatch
