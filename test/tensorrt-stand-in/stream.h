// A stream of the stand-in: what was put into it happens when somebody waits for it, and not before.
#pragma once
#include <functional>
#include <vector>

struct CUstream_st {
  std::vector<std::function<void()>> work;
};
