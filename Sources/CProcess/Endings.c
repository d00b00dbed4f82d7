#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// What happens when the process ends by a signal. Handlers call nothing but what signal-safety(7)
// lists, and read only what was complete before its state was set.

enum state { is_free, is_being_made, is_watched };

static void say(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;  // Nobody is left to tell.
}

static void act_as_usual(int signal) {
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigemptyset(&usual.sa_mask);
  sigaction(signal, &usual, NULL);
}

// Takes the place of a signal's usual effect, and of no other handler.
static void take_over(int signal, void (*handler)(int)) {
  struct sigaction old;
  if (sigaction(signal, NULL, &old) != 0) return;
  if ((old.sa_flags & SA_SIGINFO) != 0 || old.sa_handler != SIG_DFL) return;
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

// MARK: Drafts

enum { most_drafts = 32, longest_name = 64 };

static struct {
  atomic_int state;
  int folder;
  char name[longest_name];
} drafts[most_drafts];

static void remove_drafts(void) {
  for (int slot = 0; slot < most_drafts; slot++) {
    if (atomic_load(&drafts[slot].state) == is_watched)
      unlinkat(drafts[slot].folder, drafts[slot].name, 0);
  }
}

static void tidy_and_end(int signal) {
  remove_drafts();
  act_as_usual(signal);
  raise(signal);  // Takes effect when this handler returns.
}

static int keep_draft(int folder, const char *name) {
  if (strlen(name) >= longest_name) return -1;
  for (int slot = 0; slot < most_drafts; slot++) {
    int expected = is_free;
    if (!atomic_compare_exchange_strong(&drafts[slot].state, &expected, is_being_made)) continue;
    drafts[slot].folder = folder;
    strcpy(drafts[slot].name, name);
    atomic_store(&drafts[slot].state, is_watched);
    return slot;
  }
  return -1;
}

int cprocess_create_draft(int folder, const char *name, mode_t mode, int *slot) {
  const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU, SIGALRM};
  for (size_t index = 0; index < sizeof ends / sizeof ends[0]; index++)
    take_over(ends[index], tidy_and_end);
  // Watched before it's there: nothing comes between making and watching.
  *slot = keep_draft(folder, name);
  int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int descriptor = openat(folder, name, flags, mode);
  if (descriptor < 0) {
    int code = errno;
    cprocess_forget_draft(*slot);
    errno = code;
  }
  return descriptor;
}

void cprocess_forget_draft(int slot) {
  if (slot >= 0) atomic_store(&drafts[slot].state, is_free);
}

// MARK: Mappings

enum { most_mappings = 16, longest_message = 512 };

static struct {
  atomic_int state;
  uintptr_t base;
  size_t length;
  int code;
  char message[longest_message];
} mappings[most_mappings];

static struct sigaction before_watching;
static atomic_flag is_watching = ATOMIC_FLAG_INIT;

static void end_if_cut(int signal, siginfo_t *info, void *context) {
  (void)context;
  uintptr_t address = (uintptr_t)info->si_addr;
  for (int slot = 0; info->si_code > 0 && slot < most_mappings; slot++) {
    if (atomic_load(&mappings[slot].state) != is_watched) continue;
    if (address - mappings[slot].base >= mappings[slot].length) continue;
    say(mappings[slot].message);
    remove_drafts();
    _exit(mappings[slot].code);
  }
  sigaction(signal, &before_watching, NULL);
  if (info->si_code <= 0) raise(signal);  // Sent; a fault comes again by itself.
}

int cprocess_watch_mapping(const void *base, size_t length, const char *message, int code) {
  if (!atomic_flag_test_and_set(&is_watching)) {
    struct sigaction action = {.sa_sigaction = end_if_cut, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &before_watching);
  }
  for (int slot = 0; slot < most_mappings; slot++) {
    int expected = is_free;
    if (!atomic_compare_exchange_strong(&mappings[slot].state, &expected, is_being_made)) continue;
    mappings[slot].base = (uintptr_t)base;
    mappings[slot].length = length;
    mappings[slot].code = code;
    strncpy(mappings[slot].message, message, longest_message - 1);
    mappings[slot].message[longest_message - 1] = 0;
    atomic_store(&mappings[slot].state, is_watched);
    return slot;
  }
  return -1;
}

void cprocess_unwatch_mapping(int slot) {
  if (slot >= 0) atomic_store(&mappings[slot].state, is_free);
}

// MARK: Crashes

static void say_and_end(int signal) {
  const char *text = signal == SIGSEGV || signal == SIGBUS
                         ? "rung: crashed: it touched memory that isn't there. This is a fault of rung: "
                         : "rung: crashed: it stopped at something that must not be. This is a fault of "
                           "rung: ";
  say(text);
  say("please report the command line and what came before. No memory was written to a file.\n");
  tidy_and_end(signal);
}

void cprocess_keep_crash_reports(void) {
  signal(SIGXFSZ, SIG_IGN);
  act_as_usual(SIGQUIT);
}

int cprocess_crash_quietly(void) {
  // A stack that ran over leaves no room for a handler on it.
  static char stack[64 * 1024];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  if (sigaltstack(&alternate, NULL) != 0) return -1;
  struct sigaction action = {.sa_handler = say_and_end, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGSYS};
  for (size_t index = 0; index < sizeof crashes / sizeof crashes[0]; index++) {
    if (sigaction(crashes[index], &action, NULL) != 0) return -1;
  }
  cprocess_keep_crash_reports();
  return 0;
}
