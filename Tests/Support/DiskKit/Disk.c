#include "internal.h"
#include <stdlib.h>
#include <string.h>

static void *grown(void *memory, size_t bytes) {
  void *more = realloc(memory, bytes);
  if (more == NULL) abort();
  return more;
}

diskkit_disk *diskkit_make(const char *name) {
  diskkit_disk *disk = calloc(1, sizeof *disk);
  if (disk == NULL) return NULL;
  strncpy(disk->name, name, NAME_BYTES - 1);
  disk->vfs.zName = disk->name;
  disk->vfs.pAppData = disk;
  diskkit_set_up(&disk->vfs);
  if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK) {
    free(disk);
    return NULL;
  }
  return disk;
}

void diskkit_free(diskkit_disk *disk) {
  sqlite3_vfs_unregister(&disk->vfs);
  diskkit_clear(disk);
  for (int i = 0; i < FILES; i++) free(disk->files[i].bytes);
  free(disk->log);
  free(disk->data);
  free(disk);
}

void diskkit_forget_regions(diskkit_disk *disk) {
  for (int i = 0; i < REGIONS; i++) {
    free(disk->regions[i]);
    disk->regions[i] = NULL;
  }
}

static void forget_files(diskkit_disk *disk) {
  for (int i = 0; i < FILES; i++) {
    disk->files[i].is_there = false;
    disk->files[i].length = 0;
    disk->files[i].name[0] = 0;
  }
  diskkit_forget_regions(disk);
  disk->mappings = 0;
}

void diskkit_clear(diskkit_disk *disk) {
  forget_files(disk);
  disk->random = 0;
  disk->is_logging = false;
  disk->log_count = disk->data_count = 0;
  disk->failing_calls = 0;
  disk->failures = 0;
  memset(disk->calls, 0, sizeof disk->calls);
}

content *diskkit_find(diskkit_disk *disk, const char *name, bool make) {
  content *free_one = NULL;
  for (int i = 0; i < FILES; i++) {
    if (strcmp(disk->files[i].name, name) == 0) return &disk->files[i];
    if (free_one == NULL && disk->files[i].name[0] == 0) free_one = &disk->files[i];
  }
  if (!make) return NULL;
  if (free_one == NULL || strlen(name) >= NAME_BYTES) abort();
  strcpy(free_one->name, name);
  return free_one;
}

static void reserve(content *file, size_t length) {
  if (length <= file->capacity) return;
  file->capacity = length * 2 + 65536;
  file->bytes = grown(file->bytes, file->capacity);
}

void diskkit_put(content *file, const uint8_t *bytes, size_t count, size_t offset) {
  reserve(file, offset + count);
  if (offset > file->length) memset(file->bytes + file->length, 0, offset - file->length);
  if (count > 0) memcpy(file->bytes + offset, bytes, count);
  if (offset + count > file->length) file->length = offset + count;
}

void diskkit_cut(content *file, size_t length) {
  if (length < file->length) file->length = length;
}

// MARK: The log

void diskkit_log(diskkit_disk *disk, bool is_on) { disk->is_logging = is_on; }
size_t diskkit_operation_count(const diskkit_disk *disk) { return disk->log_count; }
diskkit_operation diskkit_operation_at(const diskkit_disk *disk, size_t place) {
  return disk->log[place].what;
}

void diskkit_note(
    diskkit_disk *disk, diskkit_kind kind, const content *file, int64_t offset, int64_t length,
    const uint8_t *bytes) {
  if (!disk->is_logging) return;
  if (disk->log_count == disk->log_capacity) {
    disk->log_capacity = disk->log_capacity * 2 + 256;
    disk->log = grown(disk->log, disk->log_capacity * sizeof *disk->log);
  }
  entry *new = &disk->log[disk->log_count++];
  new->what = (diskkit_operation){kind, (int)(file - disk->files), offset, length};
  new->data = disk->data_count;
  if (kind != DISKKIT_WRITE) return;
  if (disk->data_count + (size_t)length > disk->data_capacity) {
    disk->data_capacity = (disk->data_count + (size_t)length) * 2;
    disk->data = grown(disk->data, disk->data_capacity);
  }
  memcpy(disk->data + disk->data_count, bytes, (size_t)length);
  disk->data_count += (size_t)length;
}

// MARK: Faults

void diskkit_fail(
    diskkit_disk *disk, int calls, long before, int code, bool is_lasting, size_t part) {
  disk->failing_calls = calls;
  disk->calls_before = before;
  disk->code = code;
  disk->is_lasting = is_lasting;
  disk->part = part;
}

long diskkit_failures(const diskkit_disk *disk) { return disk->failures; }

long diskkit_calls(const diskkit_disk *disk, int calls) {
  long count = 0;
  for (int i = 0; i < 8; i++) count += calls >> i & 1 ? disk->calls[i] : 0;
  return count;
}

int diskkit_count(diskkit_disk *disk, int call) {
  for (int i = 0; i < 8; i++) disk->calls[i] += call >> i & 1;
  if (!(disk->failing_calls & call) || disk->calls_before-- > 0) return SQLITE_OK;
  if (!disk->is_lasting) disk->failing_calls = 0;
  disk->failures++;
  return disk->code;
}

// MARK: Building a disk again

void diskkit_copy(diskkit_disk *to, const diskkit_disk *from) {
  forget_files(to);
  for (int i = 0; i < FILES; i++) {
    strcpy(to->files[i].name, from->files[i].name);
    to->files[i].is_there = from->files[i].is_there;
    diskkit_put(&to->files[i], from->files[i].bytes, from->files[i].length, 0);
  }
}

static void repeat(content *file, const entry *what, const uint8_t *data, size_t bytes) {
  switch (what->what.kind) {
  case DISKKIT_CREATE: file->is_there = true; break;
  case DISKKIT_WRITE:
    file->is_there = true;
    diskkit_put(file, data + what->data, bytes, (size_t)what->what.offset);
    break;
  case DISKKIT_TRUNCATE: diskkit_cut(file, (size_t)what->what.length); break;
  case DISKKIT_SYNC: break;
  case DISKKIT_DELETE:
    file->is_there = false;
    file->length = 0;
    break;
  }
}

static content *twin(diskkit_disk *to, const diskkit_disk *from, const entry *what) {
  return diskkit_find(to, from->files[what->what.file].name, true);
}

void diskkit_repeat(diskkit_disk *to, const diskkit_disk *from, size_t place, int64_t bytes) {
  const entry *what = &from->log[place];
  int64_t count = bytes < 0 || bytes > what->what.length ? what->what.length : bytes;
  repeat(twin(to, from, what), what, from->data, (size_t)count);
}

static bool coin(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 40 & 1;
}

/// Writes those sectors of a write that the seed keeps.
static void tear(content *file, const entry *what, const uint8_t *data, uint64_t *seed) {
  int64_t at = what->what.offset, end = at + what->what.length;
  while (at < end) {
    int64_t next = (at / SECTOR + 1) * SECTOR;
    if (next > end) next = end;
    if (coin(seed)) {
      size_t from = what->data + (size_t)(at - what->what.offset);
      diskkit_put(file, data + from, (size_t)(next - at), (size_t)at);
      file->is_there = true;
    }
    at = next;
  }
}

void diskkit_lose_power(
    diskkit_disk *to, const diskkit_disk *from, size_t count, const diskkit_fate *fates,
    uint64_t seed) {
  size_t synced[FILES] = {0};
  for (size_t i = 0; i < count; i++)
    if (from->log[i].what.kind == DISKKIT_SYNC) synced[from->log[i].what.file] = i;
  forget_files(to);
  for (size_t i = 0; i < count; i++) {
    const entry *what = &from->log[i];
    int file = what->what.file;
    bool is_safe = i < synced[file] || (what->what.kind == DISKKIT_DELETE && what->what.length);
    if (is_safe || fates[file] == DISKKIT_KEPT) {
      repeat(twin(to, from, what), what, from->data, (size_t)what->what.length);
    } else if (fates[file] == DISKKIT_TORN) {
      if (what->what.kind == DISKKIT_WRITE)
        tear(twin(to, from, what), what, from->data, &seed);
      else if (coin(&seed))
        repeat(twin(to, from, what), what, from->data, 0);
    }
  }
}

int diskkit_file_count(const diskkit_disk *disk) {
  (void)disk;
  return FILES;
}

const char *diskkit_file_name(const diskkit_disk *disk, int file) {
  return disk->files[file].is_there ? disk->files[file].name : NULL;
}

const uint8_t *diskkit_file_bytes(const diskkit_disk *disk, int file, size_t *length) {
  *length = disk->files[file].length;
  return disk->files[file].bytes;
}

void diskkit_set_file(diskkit_disk *disk, const char *name, const uint8_t *bytes, size_t length) {
  content *file = diskkit_find(disk, name, true);
  file->is_there = true;
  file->length = 0;
  diskkit_put(file, bytes, length, 0);
}
