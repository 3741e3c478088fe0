// Stand-in of a part of TensorRT's header of the same name: see README.md.
#pragma once
#include <NvInfer.h>

constexpr std::int32_t NV_ONNX_PARSER_VERSION = 100;

namespace nvonnxparser {

enum class ErrorCode : int {
  kSUCCESS,
  kINTERNAL_ERROR,
  kMEM_ALLOC_FAILED,
  kMODEL_DESERIALIZE_FAILED,
  kINVALID_VALUE,
  kINVALID_GRAPH,
  kINVALID_NODE,
  kUNSUPPORTED_GRAPH,
  kUNSUPPORTED_NODE,
  kUNSUPPORTED_NODE_ATTR,
  kUNSUPPORTED_NODE_INPUT,
  kUNSUPPORTED_NODE_DATATYPE,
  kUNSUPPORTED_NODE_DYNAMIC,
  kUNSUPPORTED_NODE_SHAPE,
};

class IParserError {
 public:
  virtual ErrorCode code() const = 0;
  virtual const char* desc() const = 0;
  virtual const char* nodeName() const = 0;
  virtual const char* nodeOperator() const = 0;

 protected:
  virtual ~IParserError() = default;
};

class IParser {
 public:
  virtual bool parseFromFile(const char* file, int verbosity) noexcept = 0;
  virtual int getNbErrors() const noexcept = 0;
  virtual const IParserError* getError(int i) const noexcept = 0;
  virtual ~IParser() noexcept = default;
};

}  // namespace nvonnxparser
