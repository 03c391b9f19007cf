/*
 * Preloaded into a benchmark (npm run bench -- NAME --isa avx2): the process sees a processor without AVX-512, AMX and
 * VNNI, so that native libraries choose the AVX2 code that they run on most laptops and older servers. Linux on x86-64
 * with CPUID faulting. It hides features only; the clock and caches stay what they are.
 */
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static struct sigaction next_action;
static int (*libc_sigaction)(int, const struct sigaction *, struct sigaction *);

static void real_cpuid(unsigned leaf, unsigned subleaf, unsigned out[4]) {
  syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1);
  __asm__ volatile("cpuid" : "=a"(out[0]), "=b"(out[1]), "=c"(out[2]), "=d"(out[3]) : "a"(leaf), "c"(subleaf));
  syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0);
}

/* Intel SDM volume 2A, CPUID, leaf 07H. */
static void hide(unsigned leaf, unsigned subleaf, unsigned out[4]) {
  if (leaf != 7) return;
  if (subleaf == 0) {
    /* AVX512 F DQ IFMA PF ER CD BW VL */
    out[1] &= ~(1u << 16 | 1u << 17 | 1u << 21 | 1u << 26 | 1u << 27 | 1u << 28 | 1u << 30 | 1u << 31);
    /* AVX512 VBMI VBMI2 VNNI BITALG VPOPCNTDQ */
    out[2] &= ~(1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14);
    /* AVX512 4VNNIW 4FMAPS VP2INTERSECT FP16, AMX BF16 TILE INT8 */
    out[3] &= ~(1u << 2 | 1u << 3 | 1u << 8 | 1u << 23 | 1u << 22 | 1u << 24 | 1u << 25);
  } else if (subleaf == 1) {
    /* AVX-VNNI, AVX512-BF16, AMX-FP16, AVX-VNNI-INT8 and its kind */
    out[0] &= ~(1u << 4 | 1u << 5 | 1u << 21 | 1u << 23);
    out[3] &= ~(1u << 4 | 1u << 5 | 1u << 10);
  }
}

static void on_fault(int number, siginfo_t *info, void *context) {
  greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
  const unsigned char *code = (const unsigned char *)r[REG_RIP];
  /* A fault of CPUID comes without an address; reading code at a wild jump's target would fault again. */
  if (info->si_code == SI_KERNEL && code[0] == 0x0f && code[1] == 0xa2) {
    unsigned leaf = (unsigned)r[REG_RAX], subleaf = (unsigned)r[REG_RCX], out[4];
    real_cpuid(leaf, subleaf, out);
    hide(leaf, subleaf, out);
    r[REG_RAX] = out[0];
    r[REG_RBX] = out[1];
    r[REG_RCX] = out[2];
    r[REG_RDX] = out[3];
    r[REG_RIP] += 2;
    return;
  }
  if (next_action.sa_flags & SA_SIGINFO) {
    next_action.sa_sigaction(number, info, context);
  } else if (next_action.sa_handler != SIG_DFL && next_action.sa_handler != SIG_IGN) {
    next_action.sa_handler(number);
  } else {
    struct sigaction plain = {.sa_handler = SIG_DFL};
    libc_sigaction(SIGSEGV, &plain, NULL);
  }
}

/* The engine installs its own handler for SIGSEGV; it stays behind ours. */
int sigaction(int number, const struct sigaction *action, struct sigaction *before) {
  if (!libc_sigaction) *(void **)&libc_sigaction = dlsym(RTLD_NEXT, "sigaction");
  if (number != SIGSEGV) return libc_sigaction(number, action, before);
  if (before) *before = next_action;
  if (action) next_action = *action;
  return 0;
}

__attribute__((constructor)) static void start(void) {
  if (!libc_sigaction) *(void **)&libc_sigaction = dlsym(RTLD_NEXT, "sigaction");
  struct sigaction ours;
  memset(&ours, 0, sizeof ours);
  ours.sa_sigaction = on_fault;
  ours.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  libc_sigaction(SIGSEGV, &ours, NULL);
  if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0) != 0) {
    fprintf(stderr, "this processor cannot hide its features (no CPUID faulting)\n");
    _exit(2);
  }
}
