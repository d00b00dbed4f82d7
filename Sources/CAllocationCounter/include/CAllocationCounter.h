#ifndef CALLOCATIONCOUNTER_H
#define CALLOCATIONCOUNTER_H

#include <stdint.h>

/// Counts the heap allocations of the whole process, all threads together.
///
/// An executable that links this module has its `malloc` and its relatives replaced: each counts
/// while counting is on, and passes the call to the C library. The Swift runtime and every other
/// shared library allocate through them, too. A `realloc` counts as one allocation.
///
/// - Source: the GNU C library's manual, "Replacing malloc".

/// Begins to count, from zero.
void callocationcounter_start(void);

/// Ends counting; the count stays readable.
void callocationcounter_stop(void);

/// Returns how many allocations there were while counting was on.
uint64_t callocationcounter_count(void);

#endif
