#pragma once

#include <sqlite3.h>

// Macros that Swift cannot see.

/// SQLite copies the bytes that are bound.
static inline sqlite3_destructor_type rung_sqlite_transient(void) { return SQLITE_TRANSIENT; }
