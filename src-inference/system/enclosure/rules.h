#pragma once

#include <cstddef>

namespace stepwatch {

/** One line of `STEPWATCH_SANDBOX_RULES`: a letter, a colon, and what it is about (`src-inference/contract/sandbox.ts`). */
struct Rule {
  enum class Kind { read, use, write, socket, run, bind };
  Kind kind;
  /** Path, or the port as text; ends with 0. */
  const char* subject;
};

/** Calls `each` with every rule; lines that are none are left out. */
template <typename Each>
void forEachRule(const char* text, Each each) {
  char subject[4096];
  while (*text != '\0') {
    size_t length = 0;
    while (text[length] != '\0' && text[length] != '\n') length += 1;
    if (length > 2 && text[1] == ':' && length - 2 < sizeof subject) {
      __builtin_memcpy(subject, text + 2, length - 2);
      subject[length - 2] = '\0';
      switch (text[0]) {
        case 'r': each(Rule{Rule::Kind::read, subject}); break;
        case 'u': each(Rule{Rule::Kind::use, subject}); break;
        case 'w': each(Rule{Rule::Kind::write, subject}); break;
        case 's': each(Rule{Rule::Kind::socket, subject}); break;
        case 'x': each(Rule{Rule::Kind::run, subject}); break;
        case 'b': each(Rule{Rule::Kind::bind, subject}); break;
        default: break;
      }
    }
    text += length;
    if (*text == '\n') text += 1;
  }
}

}  // namespace stepwatch
