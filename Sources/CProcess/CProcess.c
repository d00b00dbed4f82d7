#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int cprocess_signal_on_parent_end(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

int cprocess_forbid_dumps(void) {
  struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
  return prctl(PR_SET_DUMPABLE, 0);
}

int cprocess_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

int cprocess_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int cprocess_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int cprocess_signal_descriptor(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t index = 0; index < count; index++) sigaddset(&set, signals[index]);
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int cprocess_read_signal(int descriptor, bool *was_sent) {
  struct signalfd_siginfo info;
  if (read(descriptor, &info, sizeof info) != sizeof info) return 0;
  *was_sent = info.ssi_code <= 0;
  return (int)info.ssi_signo;
}

// One descriptor per signal. A lone int, written before the handler that reads it is installed.
static volatile sig_atomic_t descriptors[NSIG];

static void write_number(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  // A full pipe already holds what the reader needs to know.
  ssize_t written = write(descriptors[signal], &byte, 1);
  (void)written;
  errno = saved;
}

int cprocess_direct_signal(int signal, int descriptor) {
  struct sigaction old;
  if (sigaction(signal, NULL, &old) != 0) return -1;
  if (old.sa_handler == SIG_IGN) return 0;
  descriptors[signal] = descriptor;
  struct sigaction action = {.sa_handler = write_number, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, NULL);
}

int cprocess_reset_signal(int signal) {
  struct sigaction old;
  if (sigaction(signal, NULL, &old) != 0) return -1;
  if (old.sa_handler == SIG_IGN) return 0;
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, NULL);
}

bool cprocess_exited(int status) { return WIFEXITED(status); }
int cprocess_exit_code(int status) { return WEXITSTATUS(status); }
bool cprocess_stopped(int status) { return WIFSTOPPED(status); }
int cprocess_stop_signal(int status) { return WSTOPSIG(status); }
int cprocess_end_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
