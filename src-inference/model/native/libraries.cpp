#include "libraries.h"

#include "failure.h"

namespace stepwatch {

namespace {

/** One that could not be loaded is tried again: it may be installed meanwhile. */
template <typename Library>
const Library& loaded() {
  try {
    static const Library library;
    return library;
  } catch (const std::runtime_error& error) {
    throw Failure("backend_unavailable", error.what());
  }
}

}  // namespace

const CudaDriver& cudaDriver() { return loaded<CudaDriver>(); }
const TensorRtLibrary& tensorRt() { return loaded<TensorRtLibrary>(); }
const OnnxParserLibrary& onnxParser() { return loaded<OnnxParserLibrary>(); }

}  // namespace stepwatch
