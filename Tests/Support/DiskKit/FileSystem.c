#include "internal.h"
#include <stdlib.h>
#include <string.h>

// What SQLite asks of a file system. Locks are always given: only one process uses a disk.

typedef struct {
  sqlite3_file base;
  diskkit_disk *disk;
  content *file;
  /// A file without a name, which nothing outlives.
  content own;
  bool is_mapped;
} handle;

static handle *of(sqlite3_file *file) { return (handle *)file; }
static bool is_logged(const handle *h) { return h->file != &h->own; }

static int close_file(sqlite3_file *file) {
  free(of(file)->own.bytes);
  return SQLITE_OK;
}

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  handle *h = of(file);
  int code = diskkit_count(h->disk, DISKKIT_READS);
  if (code != SQLITE_OK) return code;
  size_t length = h->file->length, start = (size_t)offset;
  size_t there = start >= length ? 0 : length - start;
  if (there > (size_t)count) there = (size_t)count;
  if (there > 0) memcpy(bytes, h->file->bytes + start, there);
  memset((uint8_t *)bytes + there, 0, (size_t)count - there);
  return there == (size_t)count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  handle *h = of(file);
  int code = diskkit_count(h->disk, DISKKIT_WRITES);
  size_t written = (size_t)count;
  if (code != SQLITE_OK && h->disk->part < written) written = h->disk->part;
  if (written > 0) {
    diskkit_put(h->file, bytes, written, (size_t)offset);
    if (is_logged(h))
      diskkit_note(h->disk, DISKKIT_WRITE, h->file, offset, (int64_t)written, bytes);
  }
  return code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 length) {
  handle *h = of(file);
  int code = diskkit_count(h->disk, DISKKIT_TRUNCATIONS);
  if (code != SQLITE_OK) return code;
  diskkit_cut(h->file, (size_t)length);
  if (is_logged(h)) diskkit_note(h->disk, DISKKIT_TRUNCATE, h->file, 0, length, NULL);
  return SQLITE_OK;
}

static int sync_file(sqlite3_file *file, int flags) {
  (void)flags;
  handle *h = of(file);
  int code = diskkit_count(h->disk, DISKKIT_SYNCS);
  if (code != SQLITE_OK) return code;
  if (is_logged(h)) diskkit_note(h->disk, DISKKIT_SYNC, h->file, 0, 0, NULL);
  return SQLITE_OK;
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size) {
  *size = (sqlite3_int64)of(file)->file->length;
  return SQLITE_OK;
}

static int lock(sqlite3_file *file, int level) {
  (void)file, (void)level;
  return SQLITE_OK;
}

static int is_reserved(sqlite3_file *file, int *result) {
  (void)file;
  *result = 0;
  return SQLITE_OK;
}

static int control(sqlite3_file *file, int what, void *argument) {
  (void)file, (void)what, (void)argument;
  return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *file) {
  (void)file;
  return 4096;
}

/// As SQLite takes a usual disk to be: a write harms nothing beside it.
static int characteristics(sqlite3_file *file) {
  (void)file;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int map_region(
    sqlite3_file *file, int region, int bytes, int extend, void volatile **memory) {
  handle *h = of(file);
  if (region >= REGIONS) return SQLITE_IOERR_SHMMAP;
  if (h->disk->regions[region] == NULL && extend) {
    h->disk->regions[region] = calloc(1, (size_t)bytes);
    if (h->disk->regions[region] == NULL) return SQLITE_NOMEM;
  }
  if (!h->is_mapped) h->disk->mappings++;
  h->is_mapped = true;
  *memory = h->disk->regions[region];
  return SQLITE_OK;
}

static int lock_region(sqlite3_file *file, int offset, int count, int flags) {
  (void)file, (void)offset, (void)count, (void)flags;
  return SQLITE_OK;
}

static void barrier(sqlite3_file *file) { (void)file; }

static int unmap_regions(sqlite3_file *file, int is_delete) {
  (void)is_delete;
  handle *h = of(file);
  if (h->is_mapped && --h->disk->mappings == 0) diskkit_forget_regions(h->disk);
  h->is_mapped = false;
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock,
    .xUnlock = lock,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_region,
    .xShmLock = lock_region,
    .xShmBarrier = barrier,
    .xShmUnmap = unmap_regions,
};

static diskkit_disk *disk_of(sqlite3_vfs *vfs) { return vfs->pAppData; }

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *result) {
  handle *h = of(file);
  memset(h, 0, sizeof *h);
  h->disk = disk_of(vfs);
  h->file = &h->own;
  int code = diskkit_count(h->disk, DISKKIT_OPENS);
  if (code != SQLITE_OK) return code;
  if (name != NULL) {
    content *found = diskkit_find(h->disk, name, flags & SQLITE_OPEN_CREATE);
    if (found == NULL || (!found->is_there && !(flags & SQLITE_OPEN_CREATE)))
      return SQLITE_CANTOPEN;
    h->file = found;
    if (!found->is_there) {
      found->is_there = true;
      diskkit_note(h->disk, DISKKIT_CREATE, found, 0, 0, NULL);
    }
  }
  if (result != NULL) *result = flags;
  h->base.pMethods = &methods;
  return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int is_synced) {
  content *file = diskkit_find(disk_of(vfs), name, false);
  if (file == NULL || !file->is_there) return SQLITE_IOERR_DELETE_NOENT;
  file->is_there = false;
  file->length = 0;
  diskkit_note(disk_of(vfs), DISKKIT_DELETE, file, 0, is_synced, NULL);
  return SQLITE_OK;
}

static int is_accessible(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)flags;
  content *file = diskkit_find(disk_of(vfs), name, false);
  *result = file != NULL && file->is_there;
  return SQLITE_OK;
}

static int full_path(sqlite3_vfs *vfs, const char *name, int bytes, char *result) {
  (void)vfs;
  strncpy(result, name, (size_t)bytes - 1);
  result[bytes - 1] = 0;
  return SQLITE_OK;
}

/// The same numbers in every run.
static int randomness(sqlite3_vfs *vfs, int bytes, char *result) {
  uint64_t *state = &disk_of(vfs)->random;
  for (int i = 0; i < bytes; i++) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    result[i] = (char)(*state >> 56);
  }
  return bytes;
}

static int wait_for(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return microseconds;
}

static int current_time(sqlite3_vfs *vfs, double *days) {
  (void)vfs;
  *days = 2461000.5;
  return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int bytes, char *text) {
  (void)vfs;
  if (bytes > 0) text[0] = 0;
  return 0;
}

void diskkit_set_up(sqlite3_vfs *vfs) {
  vfs->iVersion = 1;
  vfs->szOsFile = sizeof(handle);
  vfs->mxPathname = NAME_BYTES - 1;
  vfs->xOpen = open_file;
  vfs->xDelete = delete_file;
  vfs->xAccess = is_accessible;
  vfs->xFullPathname = full_path;
  vfs->xRandomness = randomness;
  vfs->xSleep = wait_for;
  vfs->xCurrentTime = current_time;
  vfs->xGetLastError = last_error;
}
