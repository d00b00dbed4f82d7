// A disk in memory for SQLite, for tests of crashes. It logs every operation that changes it, fails
// on request, and can be built again as it was after any operation, or after a loss of power.
#ifndef RUNG_DISKKIT_H
#define RUNG_DISKKIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct diskkit_disk diskkit_disk;

typedef enum {
  DISKKIT_CREATE,
  DISKKIT_WRITE,
  DISKKIT_TRUNCATE,
  DISKKIT_SYNC,
  DISKKIT_DELETE,
} diskkit_kind;

/// One operation of the log.
typedef struct {
  diskkit_kind kind;
  /// The number of the file on its disk.
  int file;
  /// In bytes.
  int64_t offset;
  /// Of a write, in bytes; of a truncation, the new length. 1 for a deletion that is synced.
  int64_t length;
} diskkit_operation;

/// Calls that can fail, to be combined.
enum {
  DISKKIT_WRITES = 1,
  DISKKIT_SYNCS = 2,
  DISKKIT_READS = 4,
  DISKKIT_TRUNCATIONS = 8,
  DISKKIT_OPENS = 16,
};

/// What a loss of power does to the operations on a file that were not synced.
typedef enum { DISKKIT_KEPT, DISKKIT_LOST, DISKKIT_TORN } diskkit_fate;

/// Makes an empty disk and registers it with SQLite under a name. Returns null without memory.
diskkit_disk *diskkit_make(const char *name);
/// Takes it from SQLite and frees it. No connection may use it any more.
void diskkit_free(diskkit_disk *disk);
/// Forgets files, log and faults.
void diskkit_clear(diskkit_disk *disk);

/// Begins or ends logging.
void diskkit_log(diskkit_disk *disk, bool is_on);
size_t diskkit_operation_count(const diskkit_disk *disk);
diskkit_operation diskkit_operation_at(const diskkit_disk *disk, size_t place);

/// Lets one of the calls named fail, with a result code of SQLite: the one after `before` more of
/// them, and all later ones too if `is_lasting`. A write that fails writes `part` of its bytes first.
void diskkit_fail(
    diskkit_disk *disk, int calls, long before, int code, bool is_lasting, size_t part);
/// How many calls have failed.
long diskkit_failures(const diskkit_disk *disk);
/// How many of the calls named there were.
long diskkit_calls(const diskkit_disk *disk, int calls);

/// Makes a disk's files those of another, as after a restart.
void diskkit_copy(diskkit_disk *to, const diskkit_disk *from);
/// Does an operation of another disk's log again. Of a write only the first `bytes`, if not negative.
void diskkit_repeat(diskkit_disk *to, const diskkit_disk *from, size_t place, int64_t bytes);
/// Makes a disk what a loss of power after `count` operations leaves. `fates` has one for each of the
/// first four files. `seed` decides which sectors of a torn write are there.
void diskkit_lose_power(
    diskkit_disk *to, const diskkit_disk *from, size_t count, const diskkit_fate *fates,
    uint64_t seed);

int diskkit_file_count(const diskkit_disk *disk);
/// Null if the file is not there.
const char *diskkit_file_name(const diskkit_disk *disk, int file);
const uint8_t *diskkit_file_bytes(const diskkit_disk *disk, int file, size_t *length);
void diskkit_set_file(diskkit_disk *disk, const char *name, const uint8_t *bytes, size_t length);

#endif
