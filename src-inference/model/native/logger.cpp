#include "logger.h"

#include <algorithm>

namespace stepwatch {

namespace {

/** A network that does not fit makes an error for each of its layers. */
constexpr std::size_t mostMessages = 8;

}  // namespace

void Logger::log(Severity severity, const char* message) noexcept {
  if (severity > Severity::kWARNING) return;
  const std::lock_guard lock(mutex_);
  auto& messages = severity == Severity::kWARNING ? warnings_ : errors_;
  try {
    const bool isKnown = std::find(messages.begin(), messages.end(), message) != messages.end();
    if (messages.size() < mostMessages && !isKnown) messages.emplace_back(message);
  } catch (const std::bad_alloc&) {
    // The message is lost, the error itself is told by what TensorRT returns.
  }
}

std::string Logger::takeErrors() {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const std::string& error : errors_) text += (text.empty() ? "" : " ") + error;
  errors_.clear();
  return text;
}

std::vector<std::string> Logger::warnings() const {
  const std::lock_guard lock(mutex_);
  return warnings_;
}

}  // namespace stepwatch
