#ifndef RUNG_DISKKIT_INTERNAL_H
#define RUNG_DISKKIT_INTERNAL_H

#include "DiskKit.h"
#include <sqlite3.h>

enum { FILES = 4, NAME_BYTES = 128, REGIONS = 16, SECTOR = 512 };

/// The bytes of one file.
typedef struct {
  char name[NAME_BYTES];
  bool is_there;
  uint8_t *bytes;
  size_t length, capacity;
} content;

typedef struct {
  diskkit_operation what;
  /// Where the bytes of a write are among all bytes of the log.
  size_t data;
} entry;

struct diskkit_disk {
  sqlite3_vfs vfs;
  char name[NAME_BYTES];
  content files[FILES];
  void *regions[REGIONS];
  int mappings;
  uint64_t random;

  bool is_logging;
  entry *log;
  size_t log_count, log_capacity;
  uint8_t *data;
  size_t data_count, data_capacity;

  int failing_calls;
  long calls_before;
  int code;
  bool is_lasting;
  size_t part;
  long failures;
  long calls[8];
};

content *diskkit_find(diskkit_disk *disk, const char *name, bool make);
/// What would need memory that is not there ends the test.
void diskkit_put(content *file, const uint8_t *bytes, size_t count, size_t offset);
void diskkit_cut(content *file, size_t length);
void diskkit_note(
    diskkit_disk *disk, diskkit_kind kind, const content *file, int64_t offset, int64_t length,
    const uint8_t *bytes);
/// Counts a call. Returns the code that it must fail with, or `SQLITE_OK`.
int diskkit_count(diskkit_disk *disk, int call);
void diskkit_forget_regions(diskkit_disk *disk);
/// Sets the functions of the file system.
void diskkit_set_up(sqlite3_vfs *vfs);

#endif
