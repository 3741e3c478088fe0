#include "landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "rules.h"

// All of linux/landlock.h that is used, since the headers may be older than the kernel.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

namespace stepwatch {

namespace {

constexpr unsigned versionFlag = 1;
constexpr int ruleOfPath = 1;
constexpr int ruleOfPort = 2;

constexpr uint64_t execute = 1 << 0;
constexpr uint64_t writeFile = 1 << 1;
constexpr uint64_t readFile = 1 << 2;
constexpr uint64_t readFolder = 1 << 3;
constexpr uint64_t removeFile = 1 << 5;
constexpr uint64_t makeSocket = 1 << 9;
/** Removes folders and files; makes folders, files, sockets, FIFOs and links, but no devices. */
constexpr uint64_t change = 1 << 4 | removeFile | 1 << 7 | 1 << 8 | makeSocket | 1 << 10 | 1 << 12;
constexpr uint64_t makeDevice = 1 << 6 | 1 << 11;
/** Into another folder: renaming and linking. ABI 2. */
constexpr uint64_t refer = 1 << 13;
/** ABI 3. */
constexpr uint64_t truncate = 1 << 14;
/** ABI 5. */
constexpr uint64_t controlDevice = 1 << 15;
/** Connecting to a socket that has a path. ABI 9. */
constexpr uint64_t connectToPath = 1 << 16;

/** Of those, what a rule for a file that is no folder may have. */
constexpr uint64_t ofFiles = execute | writeFile | readFile | truncate | controlDevice | connectToPath;

constexpr uint64_t bindTcp = 1 << 0;
constexpr uint64_t scopeOfSockets = 1 << 0;
constexpr uint64_t scopeOfSignals = 1 << 1;

struct RulesetAttributes {
  uint64_t files;
  uint64_t net;
  uint64_t scoped;
};

struct __attribute__((packed)) PathAttributes {
  uint64_t allowed;
  int32_t parent;
};

struct PortAttributes {
  uint64_t allowed;
  uint64_t port;
};

uint64_t knownRights(int abi) {
  uint64_t rights = execute | writeFile | readFile | readFolder | change | makeDevice;
  if (abi >= 2) rights |= refer;
  if (abi >= 3) rights |= truncate;
  if (abi >= 5) rights |= controlDevice;
  if (abi >= 9) rights |= connectToPath;
  return rights;
}

uint64_t rightsOf(Rule::Kind kind) {
  constexpr uint64_t read = readFile | readFolder;
  switch (kind) {
    case Rule::Kind::read: return read;
    case Rule::Kind::use: return read | writeFile | truncate | controlDevice | connectToPath;
    case Rule::Kind::write: return read | writeFile | truncate | change | refer | connectToPath;
    case Rule::Kind::socket: return removeFile | makeSocket;
    case Rule::Kind::run: return read | execute;
    case Rule::Kind::bind: return 0;
  }
  return 0;
}

/** A path that is not there needs no rule. */
void allowPath(int ruleset, const Rule& rule, uint64_t known) {
  const int file = open(rule.subject, O_PATH | O_CLOEXEC);
  if (file == -1) return;
  struct stat status;
  if (fstat(file, &status) == 0) {
    uint64_t allowed = rightsOf(rule.kind) & known;
    if (!S_ISDIR(status.st_mode)) allowed &= ofFiles;
    const PathAttributes attributes{allowed, file};
    syscall(SYS_landlock_add_rule, ruleset, ruleOfPath, &attributes, 0);
  }
  close(file);
}

void allowPort(int ruleset, const Rule& rule) {
  const PortAttributes attributes{bindTcp, static_cast<uint64_t>(atoi(rule.subject))};
  syscall(SYS_landlock_add_rule, ruleset, ruleOfPort, &attributes, 0);
}

}  // namespace

int closeFiles(const char* rules, int mostAbi) {
  const long kernel = syscall(SYS_landlock_create_ruleset, nullptr, 0, versionFlag);
  const int abi = kernel < mostAbi ? static_cast<int>(kernel) : mostAbi;
  if (abi < 1) return 0;
  RulesetAttributes attributes{knownRights(abi), 0, 0};
  if (abi >= 4) attributes.net = bindTcp;
  if (abi >= 6) attributes.scoped = scopeOfSockets | scopeOfSignals;
  // An older kernel refuses a structure that has more than it knows, unless that is zero.
  const size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const long created = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  if (created == -1) return 0;
  const int ruleset = static_cast<int>(created);
  forEachRule(rules, [&](const Rule& rule) {
    if (rule.kind != Rule::Kind::bind) allowPath(ruleset, rule, attributes.files);
    else if (attributes.net != 0) allowPort(ruleset, rule);
  });
  const long restricted = syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
  return restricted == 0 ? abi : 0;
}

}  // namespace stepwatch
