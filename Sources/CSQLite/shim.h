#pragma once

#include <sqlite3.h>

// Macros and variadic functions that Swift cannot see.

/// SQLite copies the bytes that are bound.
static inline sqlite3_destructor_type rung_sqlite_transient(void) { return SQLITE_TRANSIENT; }
/// The bytes that are bound stay where they are until the statement has run.
static inline sqlite3_destructor_type rung_sqlite_static(void) { return SQLITE_STATIC; }

/// Closing the connection writes nothing to the file any more.
static inline int rung_sqlite_no_checkpoint_on_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// Extended codes.
enum {
  RUNG_SQLITE_IOERR_READ = SQLITE_IOERR_READ,
  RUNG_SQLITE_IOERR_SHORT_READ = SQLITE_IOERR_SHORT_READ,
  RUNG_SQLITE_IOERR_WRITE = SQLITE_IOERR_WRITE,
  RUNG_SQLITE_IOERR_FSYNC = SQLITE_IOERR_FSYNC,
  RUNG_SQLITE_IOERR_DIR_FSYNC = SQLITE_IOERR_DIR_FSYNC,
  RUNG_SQLITE_IOERR_SHMSIZE = SQLITE_IOERR_SHMSIZE,
};
