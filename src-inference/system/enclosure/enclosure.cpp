// A library that the supervisor has loaded into the engine before its program (ld.so(8), LD_PRELOAD). It closes the process in while
// there is one thread only: Landlock binds a thread and those that it starts, and Node has a dozen before its first line runs.
// No C++ library is used: the program may have another one.
#include <dirent.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "landlock.h"
#include "privileges.h"
#include "seccomp.h"

namespace stepwatch {

namespace {

/** Read by ../sandbox.ts, which also says what the lines mean. */
constexpr const char* rulesVariable = "STEPWATCH_SANDBOX_RULES";
constexpr const char* stateVariable = "STEPWATCH_SANDBOX_STATE";
/** For tests: not more than this version of Landlock. */
constexpr const char* abiVariable = "STEPWATCH_SANDBOX_ABI";
constexpr const char* libraryName = "stepwatch-enclosure.so";

bool isOnlyThread() {
  DIR* threads = opendir("/proc/self/task");
  if (threads == nullptr) return false;
  int count = 0;
  while (const dirent* entry = readdir(threads)) count += entry->d_name[0] != '.';
  closedir(threads);
  return count == 1;
}

/** Programs that the engine starts are closed in as it is; they need not load this library. */
void removeFromPreload() {
  const char* preload = getenv("LD_PRELOAD");
  if (preload == nullptr) return;
  char kept[4096] = "";
  char* copy = strdup(preload);
  if (copy == nullptr) return;
  char* rest = nullptr;
  for (char* path = strtok_r(copy, ": ", &rest); path != nullptr; path = strtok_r(nullptr, ": ", &rest)) {
    if (strstr(path, libraryName) != nullptr || strlen(kept) + strlen(path) + 2 > sizeof kept) continue;
    if (kept[0] != '\0') strcat(kept, ":");
    strcat(kept, path);
  }
  free(copy);
  if (kept[0] == '\0') unsetenv("LD_PRELOAD");
  else setenv("LD_PRELOAD", kept, 1);
}

__attribute__((constructor)) void closeIn() {
  removeFromPreload();
  const char* rules = getenv(rulesVariable);
  if (rules == nullptr || getenv(stateVariable) != nullptr) return;
  const char* most = getenv(abiVariable);
  char state[64] = "threads";
  if (isOnlyThread()) {
    limitResources();
    const bool noNewPrivileges = takeNoNewPrivileges();
    // Capabilities go last but for the filter: opening the paths of the rules may need them.
    const int abi = noNewPrivileges ? closeFiles(rules, most == nullptr ? 1000 : atoi(most)) : 0;
    dropCapabilities();
    const bool filtered = noNewPrivileges && refuseSystemCalls();
    snprintf(state, sizeof state, "landlock=%d seccomp=%d", abi, filtered ? 1 : 0);
  }
  setenv(stateVariable, state, 1);
}

}  // namespace

}  // namespace stepwatch
