#pragma once

namespace stepwatch {

/** No program that this process starts has more rights than it has (prctl(2), PR_SET_NO_NEW_PRIVS). @return Whether it holds. */
bool takeNoNewPrivileges();

/** Gives up what only an administrator's process has and no engine needs, such as loading modules (capabilities(7)). */
void dropCapabilities();

/** No core dumps, which would hold pictures and passwords, and not more open files than an engine can need. */
void limitResources();

}  // namespace stepwatch
