#include "privileges.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace stepwatch {

namespace {

/** Numbers of linux/capability.h; the headers may be older. */
constexpr int perfmon = 38;
constexpr int bpf = 39;

constexpr int dropped[] = {
    CAP_DAC_READ_SEARCH, CAP_LINUX_IMMUTABLE, CAP_NET_ADMIN, CAP_SYS_MODULE,   CAP_SYS_RAWIO,     CAP_SYS_CHROOT,
    CAP_SYS_PTRACE,      CAP_SYS_PACCT,       CAP_SYS_ADMIN, CAP_SYS_BOOT,     CAP_SYS_TIME,      CAP_SYS_TTY_CONFIG,
    CAP_MKNOD,           CAP_AUDIT_WRITE,     CAP_SETFCAP,   CAP_AUDIT_CONTROL, CAP_MAC_OVERRIDE, CAP_MAC_ADMIN,
    CAP_SYSLOG,          CAP_WAKE_ALARM,      perfmon,       bpf,
};

/** A station with 64 sources and as many screens has about 2,000. */
constexpr rlim_t mostFiles = 65536;

}  // namespace

bool takeNoNewPrivileges() { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0; }

void dropCapabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {};
  if (syscall(SYS_capget, &header, sets) != 0) return;
  for (const int capability : dropped) {
    // From now on no program gets it, whoever starts it.
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    const uint32_t others = ~(1u << (capability % 32));
    sets[capability / 32].effective &= others;
    sets[capability / 32].permitted &= others;
    sets[capability / 32].inheritable &= others;
  }
  syscall(SYS_capset, &header, sets);
}

void limitResources() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max <= mostFiles) return;
  files.rlim_max = mostFiles;
  if (files.rlim_cur > mostFiles) files.rlim_cur = mostFiles;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace stepwatch
