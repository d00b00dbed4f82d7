#ifndef CALLOCATIONCOUNTER_H
#define CALLOCATIONCOUNTER_H

#include <stdint.h>

/// Counts the heap allocations of the calling thread.
///
/// An executable that links this module has its `malloc` and its relatives replaced: each counts
/// while counting is on, and passes the call to the C library. The Swift runtime and every other
/// shared library allocate through them, too. A `realloc` counts as one allocation.
///
/// - Source: the GNU C library's manual, "Replacing malloc".

/// Begins to count this thread's, from zero.
void callocationcounter_start(void);

/// Ends counting on this thread; the count stays readable there.
void callocationcounter_stop(void);

/// Returns how many this thread made while counting was on.
uint64_t callocationcounter_count(void);

#endif
