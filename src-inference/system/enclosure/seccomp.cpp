#include "seccomp.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace stepwatch {

#if defined(__x86_64__)
#define STEPWATCH_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define STEPWATCH_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef STEPWATCH_AUDIT_ARCH

namespace {

// From Linux 5.2 on, system calls have the same number on all architectures; headers of the machine that compiles may be older.
enum NewerCall : uint32_t {
  openTree = 428,
  moveMount = 429,
  fsOpen = 430,
  fsConfig = 431,
  fsMount = 432,
  fsPick = 433,
  clone3 = 435,
  pidfdGetFd = 438,
  processMadvise = 440,
  mountSetattr = 442,
  quotactlFd = 443,
  openTreeAttr = 467,
};

constexpr uint32_t refused[] = {
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, pidfdGetFd, processMadvise,
    // Mounts and name spaces.
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, openTree, moveMount, fsOpen, fsConfig, fsMount,
    fsPick, mountSetattr, openTreeAttr, SYS_open_by_handle_at, SYS_name_to_handle_at,
    // The kernel itself.
    SYS_bpf, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_kexec_file_load, SYS_perf_event_open,
    SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_add_key, SYS_request_key, SYS_keyctl,
    SYS_fanotify_init, SYS_vhangup,
    // The machine. How far its clock is off is read by clock_adjtime; to change it takes a capability, which was dropped.
    SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, quotactlFd, SYS_settimeofday, SYS_clock_settime,
    SYS_sethostname, SYS_setdomainname, SYS_syslog,
#ifdef __x86_64__
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
};

constexpr uint32_t families[] = {AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};

constexpr uint32_t newNamespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

/** System calls of the x32 ABI have this bit: they would get past the numbers above. */
constexpr uint32_t x32Bit = 0x40000000;

constexpr size_t refusedCount = sizeof refused / sizeof refused[0];
constexpr size_t familyCount = sizeof families / sizeof families[0];

/** A program for the kernel's packet filter, which reads `seccomp_data`. */
class Filter {
 public:
  void load(size_t offset) { add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset))); }
  void allow() { add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)); }
  void fail(int error) { add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<uint32_t>(error))); }
  void kill() { add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)); }
  /** Skips so many instructions unless the comparison holds. */
  void unless(uint16_t comparison, uint32_t value, uint8_t skipped) {
    add(BPF_JUMP(static_cast<uint16_t>(BPF_JMP | comparison | BPF_K), value, 0, skipped));
  }
  void skip(uint32_t count) { add(BPF_JUMP(BPF_JMP | BPF_JA | BPF_K, count, 0, 0)); }
  bool install() {
    sock_fprog program{length_, instructions_};
    return !overflowed_ && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  void add(sock_filter instruction) {
    overflowed_ = overflowed_ || length_ == capacity;
    if (!overflowed_) instructions_[length_++] = instruction;
  }

  static constexpr unsigned short capacity = 256;
  sock_filter instructions_[capacity];
  unsigned short length_ = 0;
  bool overflowed_ = false;
};

constexpr size_t argument(int index) {
  return offsetof(seccomp_data, args) + static_cast<size_t>(index) * sizeof(uint64_t);
}

}  // namespace

bool refuseSystemCalls() {
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.unless(BPF_JEQ, STEPWATCH_AUDIT_ARCH, 1);
  filter.skip(1);
  filter.kill();
  filter.load(offsetof(seccomp_data, nr));
#ifdef __x86_64__
  filter.unless(BPF_JGE, x32Bit, 1);
  filter.fail(ENOSYS);
#endif
  for (size_t index = 0; index < refusedCount; index += 1) {
    filter.unless(BPF_JEQ, refused[index], 1);
    filter.fail(EPERM);
  }
  // Its flags lie in memory, which a filter cannot read: the C library falls back on clone.
  filter.unless(BPF_JEQ, clone3, 1);
  filter.fail(ENOSYS);
  filter.unless(BPF_JEQ, SYS_clone, 4);
  filter.load(argument(0));
  filter.unless(BPF_JSET, newNamespaces, 1);
  filter.fail(EPERM);
  filter.allow();
  filter.unless(BPF_JEQ, SYS_socket, 2 + familyCount * 2);
  filter.load(argument(0));
  for (size_t index = 0; index < familyCount; index += 1) {
    filter.unless(BPF_JEQ, families[index], 1);
    filter.allow();
  }
  filter.fail(EAFNOSUPPORT);
  filter.allow();
  return filter.install();
}

#else

bool refuseSystemCalls() { return false; }

#endif

}  // namespace stepwatch
