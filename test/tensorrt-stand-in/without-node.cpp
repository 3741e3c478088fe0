// The addon without Node: builds an engine of the ONNX file, runs it, and gives everything back. For LeakSanitizer, to which
// Node itself leaks. Prints the error code of a failure.
#include <cstdio>
#include <cstring>

#include "engine.h"
#include "failure.h"

using namespace stepwatch;

namespace {

void buildAndRun(const char* network) {
  BuildRequest request;
  request.network = network;
  request.fp16 = true;
  request.int8 = true;
  request.dla = 0;
  const BuiltEngine built = buildEngine(request, [](const char*, int, int) { return true; });
  Engine engine(built.bytes.data(), built.bytes.size(), 0, request.dla, {});
  for (int clip = 0; clip < 2; clip++) {
    for (std::size_t i = 0; i < engine.inputs().size(); i++)
      std::memset(engine.inputMemory(i), 128, engine.inputs()[i].bytes);
    engine.run();
  }
  std::printf("%zu outputs\n", engine.outputs().size());
}

}  // namespace

int main(int, char** words) {
  for (int time = 0; time < 2; time++) {
    try {
      buildAndRun(words[1]);
    } catch (const Failure& failure) {
      std::printf("%s\n", failure.code.c_str());
    }
  }
}
