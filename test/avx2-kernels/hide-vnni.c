/* Preloaded into a process with a copy of ONNX Runtime whose `cpuid` instructions were replaced by breakpoints: answers them
   as the CPU does, but without AVX-512 and VNNI. Bits: Intel SDM volume 2A, CPUID, leaf 7. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <dlfcn.h>
#include <signal.h>
#include <ucontext.h>

typedef int (*Sigaction)(int, const struct sigaction *, struct sigaction *);

/* EBX: AVX512F, DQ, IFMA, CD, BW, VL. EDX: 4VNNIW, 4FMAPS, VP2INTERSECT, AMX, FP16. */
static const unsigned avx512Ebx = 1u << 16 | 1u << 17 | 1u << 21 | 1u << 28 | 1u << 30 | 1u << 31;
static const unsigned avx512Edx = 1u << 2 | 1u << 3 | 1u << 8 | 1u << 22 | 1u << 23 | 1u << 24 | 1u << 25;
/* ECX: VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ. */
static const unsigned avx512Ecx = 1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14;
/* Subleaf 1. EAX: AVX-VNNI, AVX512-BF16. EDX: AVX-VNNI-INT8, AVX-VNNI-INT16. */
static const unsigned vnniEax = 1u << 4 | 1u << 5;
static const unsigned vnniEdx = 1u << 4 | 1u << 10;

static void answerCpuid(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const unsigned leaf = registers[REG_RAX], subleaf = registers[REG_RCX];
  unsigned eax, ebx, ecx, edx;
  __cpuid_count(leaf, subleaf, eax, ebx, ecx, edx);
  if (leaf == 7 && subleaf == 0) {
    ebx &= ~avx512Ebx;
    ecx &= ~avx512Ecx;
    edx &= ~avx512Edx;
  }
  if (leaf == 7 && subleaf == 1) {
    eax &= ~vnniEax;
    edx &= ~vnniEdx;
  }
  registers[REG_RAX] = eax;
  registers[REG_RBX] = ebx;
  registers[REG_RCX] = ecx;
  registers[REG_RDX] = edx;
}

static Sigaction realSigaction(void) { return (Sigaction)dlsym(RTLD_NEXT, "sigaction"); }

/* Node sets all signals back when it starts. */
int sigaction(int signal, const struct sigaction *action, struct sigaction *before) {
  return signal == SIGTRAP ? 0 : realSigaction()(signal, action, before);
}

__attribute__((constructor)) static void catchBreakpoints(void) {
  struct sigaction action = {0};
  action.sa_sigaction = answerCpuid;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
  realSigaction()(SIGTRAP, &action, 0);
}
