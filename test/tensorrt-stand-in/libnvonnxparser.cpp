// The stand-in of the parser: reads names, types and sizes of inputs and outputs out of an ONNX file (onnx.proto).
// CUDA_STANDIN_FAILS: parse, operator.
#include <NvOnnxParser.h>

#include <fstream>
#include <iterator>

#include "network.h"

namespace {

/** The fields of one message of protocol buffers. */
class Message {
 public:
  explicit Message(std::string bytes) : bytes_(std::move(bytes)) {}

  /** Messages and texts under a field number. */
  std::vector<std::string> all(unsigned field) {
    std::vector<std::string> found;
    for (at_ = 0; at_ < bytes_.size();) {
      const std::uint64_t tag = varint();
      std::string value;
      switch (tag & 7) {
        case 0:
          value = std::to_string(varint());
          break;
        case 1:
          at_ += 8;
          break;
        case 5:
          at_ += 4;
          break;
        default: {
          const std::uint64_t size = varint();
          value = bytes_.substr(at_, size);
          at_ += size;
        }
      }
      if (tag >> 3 == field) found.push_back(value);
    }
    return found;
  }

  std::string one(unsigned field) {
    const auto found = all(field);
    return found.empty() ? "" : found.front();
  }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  std::string bytes_;
  std::size_t at_ = 0;
};

std::unique_ptr<standin::Tensor> tensorOf(const std::string& bytes) {
  Message info(bytes);
  Message tensor(Message(info.one(2)).one(1));
  std::vector<std::int64_t> shape;
  for (const std::string& dimension : Message(tensor.one(2)).all(1)) {
    const std::string size = Message(dimension).one(1);
    shape.push_back(size.empty() ? -1 : std::stoll(size));
  }
  return std::make_unique<standin::Tensor>(info.one(1), std::stoi(tensor.one(1)), shape);
}

class ParserError final : public standin::StubIParserError {
 public:
  explicit ParserError(bool isOperator) : isOperator_(isOperator) {}
  nvonnxparser::ErrorCode code() const override {
    return isOperator_ ? nvonnxparser::ErrorCode::kUNSUPPORTED_NODE : nvonnxparser::ErrorCode::kMODEL_DESERIALIZE_FAILED;
  }
  const char* desc() const override { return isOperator_ ? "No importer registered for op" : "The file is no network"; }
  const char* nodeName() const override { return isOperator_ ? "/head/roi" : ""; }
  const char* nodeOperator() const override { return isOperator_ ? "RoiAlign" : ""; }

 private:
  bool isOperator_;
};

class Parser final : public standin::StubIParser {
 public:
  explicit Parser(standin::Network& network) : network_(network) { network_.parserLives = &lives_; }
  ~Parser() noexcept override { lives_ = false; }

  bool parseFromFile(const char* path, int) noexcept override {
    standin::record("parse");
    for (const char* word : {"parse", "operator"})
      if (standin::failsAt(word)) errors_.emplace_back(word == std::string("operator"));
    if (!errors_.empty()) return false;
    std::ifstream file(path, std::ios::binary);
    Message model(std::string(std::istreambuf_iterator<char>(file), {}));
    Message graph(model.one(7));
    for (const std::string& input : graph.all(11)) network_.inputs.push_back(tensorOf(input));
    for (const std::string& output : graph.all(12)) network_.outputs.push_back(tensorOf(output));
    return true;
  }
  int getNbErrors() const noexcept override { return static_cast<int>(errors_.size()); }
  const nvonnxparser::IParserError* getError(int i) const noexcept override { return &errors_[i]; }

 private:
  standin::Life life_{"parser"};
  standin::Network& network_;
  bool lives_ = true;
  std::vector<ParserError> errors_;
};

}  // namespace

extern "C" void* createNvOnnxParser_INTERNAL(void* network, void*, int) noexcept {
  auto* definition = static_cast<nvinfer1::INetworkDefinition*>(network);
  return static_cast<nvonnxparser::IParser*>(new Parser(static_cast<standin::Network&>(*definition)));
}
