// What Swift can't call by itself: variadic system calls, status macros, and the one function that
// may run inside a signal handler.
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

bool cprocess_exited(int status);
int cprocess_exit_code(int status);
bool cprocess_stopped(int status);
int cprocess_stop_signal(int status);
int cprocess_end_signal(int status);

#endif
