// What goes wrong, with the code of the StationError that it becomes.
#pragma once
#include <stdexcept>
#include <string>

namespace stepwatch {

/** `code` is one of the error codes of contract/errors.ts. */
struct Failure : std::runtime_error {
  Failure(std::string errorCode, const std::string& message)
      : std::runtime_error(message), code(std::move(errorCode)) {}

  std::string code;
};

}  // namespace stepwatch
