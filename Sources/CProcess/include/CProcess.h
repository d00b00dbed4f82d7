// What Swift can't call by itself: variadic system calls, status macros, and what may run inside a
// signal handler.
#ifndef RUNG_CPROCESS_H
#define RUNG_CPROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Asks for a signal when the parent process ends. Returns 0, or -1 and errno.
int cprocess_signal_on_parent_end(int signal);

/// Forbids core dumps and other users' processes reading our memory. Returns 0, or -1 and errno.
int cprocess_forbid_dumps(void);

/// Makes a pipe, both ends closed on exec and never blocking. Returns 0, or -1 and errno.
int cprocess_pipe(int ends[2]);

/// Makes a counter to wake a poll by, closed on exec and never blocking.
/// Returns a descriptor, or -1 and errno.
int cprocess_event(void);

/// Makes a file that lives in memory, closed on exec. Returns a descriptor, or -1 and errno.
int cprocess_memory_file(const char *name);

/// Blocks the signals named and makes a descriptor they're read from, closed on exec.
/// Returns the descriptor, or -1 and errno.
int cprocess_signal_descriptor(const int *signals, size_t count);

/// Reads one signal: its number, and whether a process sent it (rather than the kernel, which
/// sends to the whole process group). Returns 0 where there's none.
int cprocess_read_signal(int descriptor, bool *was_sent);

/// Directs a signal to a descriptor: each arrival writes its number as one byte, and nothing else
/// happens in the handler. A signal the parent set to be ignored stays ignored.
/// Returns 0, or -1 and errno.
int cprocess_direct_signal(int signal, int descriptor);

/// Gives a signal its usual effect again. Returns 0, or -1 and errno.
int cprocess_reset_signal(int signal);

/// Forbids core dumps, and lets a crash say one line on standard error: which signal it was, without
/// registers or memory. A file that takes no more is an error of its write, not a signal.
/// Returns 0, or -1 and errno.
int cprocess_crash_quietly(void);

/// As for a crash, where Swift's own reports hold: only what a full disk or a control key sends.
void cprocess_keep_crash_reports(void);

/// Makes a file under a name that must not be there yet, not through a link either. It's removed
/// when a signal ends the process, until it is forgotten. `mode` is what `open` takes.
/// Returns a descriptor, or -1 and errno; `slot` says which one to forget.
int cprocess_create_draft(int folder, const char *name, mode_t mode, int *slot);

/// Ends the watch over a draft, which has its name now or is removed.
void cprocess_forget_draft(int slot);

/// Says `message` and ends the process with `code` if a read of these bytes finds that their file
/// was cut. The message is copied. Returns a number for `cprocess_unwatch_mapping`.
int cprocess_watch_mapping(const void *base, size_t length, const char *message, int code);

/// Ends the watch over a mapping.
void cprocess_unwatch_mapping(int slot);

bool cprocess_exited(int status);
int cprocess_exit_code(int status);
bool cprocess_stopped(int status);
int cprocess_stop_signal(int status);
int cprocess_end_signal(int status);

#endif
