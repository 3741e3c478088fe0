// The libraries that are missing on most machines. Each is loaded when it is first asked for, and stays.
#pragma once
#include "cuda-driver.h"
#include "tensorrt-library.h"

namespace stepwatch {

/** These throw Failure `backend_unavailable`. */
const CudaDriver& cudaDriver();
const TensorRtLibrary& tensorRt();
const OnnxParserLibrary& onnxParser();

}  // namespace stepwatch
