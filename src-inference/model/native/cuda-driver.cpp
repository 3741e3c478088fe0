#include "cuda-driver.h"

#include "failure.h"

namespace stepwatch {

namespace {

// CUdevice_attribute of cuda.h.
constexpr int computeCapabilityMajor = 75;
constexpr int computeCapabilityMinor = 76;

}  // namespace

CudaDriver::CudaDriver() : library_("libcuda.so.1") {
  library_.find("cuInit", initialise_);
  library_.find("cuDriverGetVersion", driverVersion_);
  library_.find("cuDeviceGet", deviceGet_);
  library_.find("cuDeviceGetName", deviceName_);
  library_.find("cuDeviceGetAttribute", deviceAttribute_);
  library_.find("cuGetErrorString", errorText_);
  library_.find("cuDevicePrimaryCtxRetain", primaryContextRetain);
  library_.find("cuDevicePrimaryCtxRelease_v2", primaryContextRelease);
  library_.find("cuCtxSetCurrent", contextSetCurrent);
  library_.find("cuMemAlloc_v2", memoryAllocate);
  library_.find("cuMemFree_v2", memoryFree);
  library_.find("cuMemHostAlloc", hostAllocate);
  library_.find("cuMemFreeHost", hostFree);
  library_.find("cuMemcpyHtoDAsync_v2", copyToDevice);
  library_.find("cuMemcpyDtoHAsync_v2", copyToHost);
  library_.find("cuStreamCreate", streamCreate);
  library_.find("cuStreamSynchronize", streamSynchronize);
  library_.find("cuStreamDestroy_v2", streamDestroy);
  const CudaResult result = initialise_(0);
  if (result == 0) return;
  const char* text = nullptr;
  errorText_(result, &text);
  throw std::runtime_error(text == nullptr ? "cuInit failed" : text);
}

void CudaDriver::check(CudaResult result, const char* what) const {
  if (result == 0) return;
  const char* text = nullptr;
  errorText_(result, &text);
  const std::string reason = text == nullptr ? "error " + std::to_string(result) : text;
  throw Failure("gpu_failed", std::string("CUDA could not ") + what + ": " + reason);
}

CudaDevice CudaDriver::deviceOf(int number) const {
  CudaDevice device;
  if (deviceGet_(&device, number) != 0)
    throw Failure("backend_unavailable", "There is no GPU of number " + std::to_string(number));
  return device;
}

std::string CudaDriver::nameOf(CudaDevice device) const {
  char name[256] = "";
  check(deviceName_(name, sizeof name, device), "name the GPU");
  return name;
}

std::string CudaDriver::computeCapabilityOf(CudaDevice device) const {
  int major = 0;
  int minor = 0;
  check(deviceAttribute_(&major, computeCapabilityMajor, device), "describe the GPU");
  check(deviceAttribute_(&minor, computeCapabilityMinor, device), "describe the GPU");
  return std::to_string(major) + '.' + std::to_string(minor);
}

std::string CudaDriver::version() const {
  int version = 0;
  check(driverVersion_(&version), "tell its version");
  return std::to_string(version / 1000) + '.' + std::to_string(version % 1000 / 10);
}

}  // namespace stepwatch
