// The stand-in of the driver. Its device memory is memory of the host. CUDA_STANDIN_FAILS: driver, device, memory, copy.
#include <cstring>
#include <map>
#include <mutex>

#include "recorder.h"
#include "stream.h"

namespace {

constexpr int outOfMemory = 2;
constexpr int notInitialised = 3;
constexpr int noDevice = 100;
constexpr int invalidDevice = 101;
constexpr int invalidContext = 201;
constexpr int launchFailed = 719;

std::mutex mutex;
std::map<char*, std::size_t> deviceMemory;
std::map<char*, std::size_t> pinnedMemory;
thread_local void* current = nullptr;
int context;

bool contains(const std::map<char*, std::size_t>& memory, const void* address, std::size_t size) {
  const std::lock_guard lock(mutex);
  const auto next = memory.upper_bound(static_cast<char*>(const_cast<void*>(address)));
  if (next == memory.begin()) return false;
  const auto& [start, length] = *std::prev(next);
  return static_cast<const char*>(address) + size <= start + length;
}

int allocate(std::map<char*, std::size_t>& memory, void** address, std::size_t size) {
  auto* start = static_cast<char*>(std::malloc(size));
  const std::lock_guard lock(mutex);
  memory[start] = size;
  *address = start;
  return 0;
}

int release(std::map<char*, std::size_t>& memory, void* address, const char* what) {
  {
    const std::lock_guard lock(mutex);
    if (memory.erase(static_cast<char*>(address)) == 0) {
      standin::record(std::string("MISUSE ") + what + " of memory that is not there");
      return 1;
    }
  }
  std::free(address);
  return 0;
}

int copy(void* to, const void* from, std::size_t size, CUstream_st* stream, bool isToDevice) {
  standin::record(std::string(isToDevice ? "copyToDevice " : "copyToHost ") + std::to_string(size));
  if (standin::failsAt("copy")) return launchFailed;
  if (current == nullptr) return invalidContext;
  const bool isKnown = contains(deviceMemory, isToDevice ? to : from, size);
  const bool isPinned = contains(pinnedMemory, isToDevice ? from : to, size);
  if (!isKnown || !isPinned) standin::record("MISUSE copy of memory that was not reserved");
  stream->work.emplace_back([=] { std::memcpy(to, from, size); });
  return 0;
}

}  // namespace

extern "C" {

int cuInit(unsigned) { return standin::failsAt("driver") ? notInitialised : 0; }

int cuDriverGetVersion(int* version) {
  *version = 12060;
  return 0;
}

int cuDeviceGet(int* device, int number) {
  if (standin::failsAt("device") || number > 0) return invalidDevice;
  *device = number;
  return 0;
}

int cuDeviceGetName(char* name, int size, int) {
  std::strncpy(name, standin::setting("CUDA_STANDIN_GPU", "Orin (stand-in)").c_str(), size);
  return 0;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
  *value = attribute == 75 ? 8 : 7;
  return 0;
}

int cuGetErrorString(int error, const char** text) {
  switch (error) {
    case outOfMemory:
      *text = "out of memory";
      break;
    case notInitialised:
      *text = "initialization error";
      break;
    case noDevice:
    case invalidDevice:
      *text = "invalid device ordinal";
      break;
    case invalidContext:
      *text = "invalid device context";
      break;
    default:
      *text = "unspecified launch failure";
  }
  return 0;
}

int cuDevicePrimaryCtxRetain(void** result, int) {
  standin::record("create context of CUDA");
  *result = &context;
  return 0;
}

int cuDevicePrimaryCtxRelease_v2(int) {
  standin::record("destroy context of CUDA");
  return 0;
}

int cuCtxSetCurrent(void* wanted) {
  current = wanted;
  return 0;
}

int cuMemAlloc_v2(unsigned long long* address, std::size_t size) {
  if (standin::failsAt("memory")) return outOfMemory;
  if (current == nullptr) return invalidContext;
  standin::record("create device memory");
  void* start;
  allocate(deviceMemory, &start, size);
  *address = reinterpret_cast<unsigned long long>(start);
  return 0;
}

int cuMemFree_v2(unsigned long long address) {
  standin::record("destroy device memory");
  return release(deviceMemory, reinterpret_cast<void*>(address), "free");
}

int cuMemHostAlloc(void** address, std::size_t size, unsigned) {
  if (current == nullptr) return invalidContext;
  standin::record("create pinned memory");
  return allocate(pinnedMemory, address, size);
}

int cuMemFreeHost(void* address) {
  standin::record("destroy pinned memory");
  return release(pinnedMemory, address, "free");
}

int cuMemcpyHtoDAsync_v2(unsigned long long to, const void* from, std::size_t size, CUstream_st* stream) {
  return copy(reinterpret_cast<void*>(to), from, size, stream, true);
}

int cuMemcpyDtoHAsync_v2(void* to, unsigned long long from, std::size_t size, CUstream_st* stream) {
  return copy(to, reinterpret_cast<void*>(from), size, stream, false);
}

int cuStreamCreate(CUstream_st** stream, unsigned) {
  standin::record("create stream");
  *stream = new CUstream_st;
  return 0;
}

int cuStreamSynchronize(CUstream_st* stream) {
  standin::record("synchronize");
  for (const auto& step : stream->work) step();
  stream->work.clear();
  return 0;
}

int cuStreamDestroy_v2(CUstream_st* stream) {
  standin::record("destroy stream");
  if (!stream->work.empty()) standin::record("MISUSE a stream ends with work in it");
  delete stream;
  return 0;
}

}  // extern "C"
