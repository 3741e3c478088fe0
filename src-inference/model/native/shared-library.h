// A library that may be missing: loaded while the program runs, so that one package serves machines with and without it.
#pragma once
#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace stepwatch {

/** Stays loaded for the life of the process: TensorRT and the driver do not survive being unloaded. */
class SharedLibrary {
 public:
  /** Throws std::runtime_error with the words of the loader. */
  explicit SharedLibrary(const char* name) : handle_(dlopen(name, RTLD_LAZY | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
  }

  /** Throws std::runtime_error when the library has no such function. */
  template <typename Function>
  void find(const char* name, Function*& function) const {
    function = reinterpret_cast<Function*>(dlsym(handle_, name));
    if (function == nullptr) throw std::runtime_error(std::string("it has no function ") + name);
  }

 private:
  void* handle_;
};

}  // namespace stepwatch
