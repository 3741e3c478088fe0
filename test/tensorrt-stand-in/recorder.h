// Writes calls into the file CUDA_STANDIN_LOG, one line for each, and knows where the stand-in is to fail.
#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace standin {

/** One line, whole, also when several processes write. */
inline void record(const std::string& line) {
  const char* path = std::getenv("CUDA_STANDIN_LOG");
  if (path == nullptr) return;
  const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const std::string text = std::to_string(getpid()) + ' ' + line + '\n';
  if (write(file, text.data(), text.size()) < 0) std::abort();
  close(file);
}

/** Whether the list CUDA_STANDIN_FAILS has this word. */
inline bool failsAt(const std::string& word) {
  const char* words = std::getenv("CUDA_STANDIN_FAILS");
  if (words == nullptr) return false;
  std::istringstream list(words);
  for (std::string one; list >> one;)
    if (one == word) return true;
  return false;
}

inline std::string setting(const char* name, const char* usual) {
  const char* value = std::getenv(name);
  return value == nullptr ? usual : value;
}

/** Writes down that an object of this kind was made, and that it is gone. */
class Life {
 public:
  explicit Life(const char* kind) : kind_(kind) { record(std::string("create ") + kind_); }
  ~Life() { record(std::string("destroy ") + kind_); }
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

 private:
  const char* kind_;
};

}  // namespace standin
