// What TensorRT says, kept until somebody asks why something failed.
#pragma once
#include <NvInfer.h>

#include <mutex>
#include <string>
#include <vector>

namespace stepwatch {

/** TensorRT calls it from any thread. It must live longer than all objects that were made with it. */
class Logger : public nvinfer1::ILogger {
 public:
  void log(Severity severity, const char* message) noexcept override;

  /** The errors since the last call, oldest first, as one text; empty when there were none. */
  std::string takeErrors();
  std::vector<std::string> warnings() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> errors_;
  std::vector<std::string> warnings_;
};

}  // namespace stepwatch
