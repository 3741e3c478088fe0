// The part of CUDA's driver interface that is used, from libcuda.so.1: it comes with the driver itself, and keeps its binary
// interface over all versions of CUDA, which the runtime library does not.
// https://docs.nvidia.com/cuda/cuda-driver-api
#pragma once
#include <cstddef>
#include <string>

#include "shared-library.h"

struct CUctx_st;
struct CUstream_st;

namespace stepwatch {

using CudaResult = int;
using CudaDevice = int;
using CudaContext = CUctx_st*;
/** The same type as the `cudaStream_t` of TensorRT's headers. */
using CudaStream = CUstream_st*;
using DeviceAddress = unsigned long long;

class CudaDriver {
 public:
  /** Throws std::runtime_error when there is no driver. */
  CudaDriver();

  /** Throws Failure `gpu_failed`. @param what Was tried, as in "copy to the GPU". */
  void check(CudaResult result, const char* what) const;
  /** Throws Failure `backend_unavailable` when there is no such GPU. */
  CudaDevice deviceOf(int number) const;
  std::string nameOf(CudaDevice device) const;
  /** As in `8.7`. */
  std::string computeCapabilityOf(CudaDevice device) const;
  /** Newest version of CUDA that the driver can do, as in `12.6`. */
  std::string version() const;

  CudaResult (*primaryContextRetain)(CudaContext*, CudaDevice);
  CudaResult (*primaryContextRelease)(CudaDevice);
  CudaResult (*contextSetCurrent)(CudaContext);
  CudaResult (*memoryAllocate)(DeviceAddress*, std::size_t);
  CudaResult (*memoryFree)(DeviceAddress);
  CudaResult (*hostAllocate)(void**, std::size_t, unsigned);
  CudaResult (*hostFree)(void*);
  CudaResult (*copyToDevice)(DeviceAddress, const void*, std::size_t, CudaStream);
  CudaResult (*copyToHost)(void*, DeviceAddress, std::size_t, CudaStream);
  CudaResult (*streamCreate)(CudaStream*, unsigned);
  CudaResult (*streamSynchronize)(CudaStream);
  CudaResult (*streamDestroy)(CudaStream);

 private:
  SharedLibrary library_;
  CudaResult (*initialise_)(unsigned);
  CudaResult (*driverVersion_)(int*);
  CudaResult (*deviceGet_)(CudaDevice*, int);
  CudaResult (*deviceName_)(char*, int, CudaDevice);
  CudaResult (*deviceAttribute_)(int*, int, CudaDevice);
  CudaResult (*errorText_)(CudaResult, const char**);
};

/** The context that TensorRT uses as well, current on this thread as long as the object lives. */
class CudaScope {
 public:
  CudaScope(const CudaDriver& driver, CudaDevice device) : driver_(driver), device_(device) {
    CudaContext context;
    driver.check(driver.primaryContextRetain(&context, device), "use the GPU");
    driver.check(driver.contextSetCurrent(context), "use the GPU");
  }
  ~CudaScope() {
    driver_.contextSetCurrent(nullptr);
    driver_.primaryContextRelease(device_);
  }
  CudaScope(const CudaScope&) = delete;
  CudaScope& operator=(const CudaScope&) = delete;

 private:
  const CudaDriver& driver_;
  CudaDevice device_;
};

}  // namespace stepwatch
