#pragma once

namespace stepwatch {

/**
 * From now on this process, and whatever it starts, is refused the system calls that no engine needs: they fail with EPERM
 * (seccomp(2)).
 *
 * @return False when the kernel, or this architecture, does not have it.
 */
bool refuseSystemCalls();

}  // namespace stepwatch
