#pragma once

namespace stepwatch {

/**
 * Closes this thread, and every thread and process that it starts, to all files, programs, ports and processes but those of the
 * rules (landlock(7)). What the kernel does not know yet is left out.
 *
 * @param mostAbi Rights of later versions of the interface are left out: a test asks for an older kernel this way.
 * @return The version whose rights are in force; 0 when there are none.
 */
int closeFiles(const char* rules, int mostAbi);

}  // namespace stepwatch
