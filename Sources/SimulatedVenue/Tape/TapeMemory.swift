import Glibc
import Market

/// The bytes of a tape, freed when the last user is gone.
///
/// They never change after they are made, so they are safe to share. Our own files are always
/// replaced whole, by a rename. If another program cuts a mapped file, reading it ends the process
/// with a message; ``hasChanged`` shows other changes.
final class TapeMemory: @unchecked Sendable {
  enum Kind {
    case mapped
    case allocated
  }

  let bytes: UnsafeRawBufferPointer
  private let kind: Kind
  private let file: MappedFile?

  /// The exit code after a disk failure.
  private static let diskCode: Int32 = 4

  /// Takes over bytes from `mmap` or `malloc`.
  init(owning bytes: UnsafeRawBufferPointer, kind: Kind, file: MappedFile? = nil) {
    self.bytes = bytes
    self.kind = kind
    self.file = file
  }

  /// Whether the file was written to since it was mapped.
  var hasChanged: Bool { file?.hasChanged ?? false }

  /// Whether every byte can still be read.
  var isWhole: Bool { file?.isWhole ?? true }

  deinit {
    let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    switch kind {
    case .mapped:
      if let base { munmap(base, bytes.count) }
    case .allocated: free(base)
    }
  }

  /// Reads the rest of a source and appends it to `head`, which was read already.
  static func read(
    _ source: ByteSource,
    behind head: UnsafeRawBufferPointer = UnsafeRawBufferPointer(
      start: nil, count: 0)
  ) throws(TapeError) -> TapeMemory {
    var capacity = max(1 << 20, 2 * head.count)
    guard var base = malloc(capacity) else { throw .outOfMemory(path: source.path) }
    var count = head.count
    if let start = head.baseAddress { memcpy(base, start, count) }
    do throws(TapeError) {
      while true {
        if count == capacity {
          guard let larger = realloc(base, 2 * capacity) else {
            throw TapeError.outOfMemory(path: source.path)
          }
          base = larger
          capacity *= 2
        }
        let room = UnsafeMutableBufferPointer(
          start: (base + count).assumingMemoryBound(to: UInt8.self), count: capacity - count)
        let read = try source.read(into: room)
        if read == 0 { break }
        count += read
      }
    } catch {
      free(base)
      throw error
    }
    return TapeMemory(owning: UnsafeRawBufferPointer(start: base, count: count), kind: .allocated)
  }

  /// Maps a whole file.
  static func map(_ path: String) throws(TapeError) -> TapeMemory {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      throw .cannotOpen(path: path, errno: isDirectory ? EISDIR : ESPIPE)
    }
    let length = Int(status.st_size)
    guard length > 0 else { throw .empty(path: path) }
    guard let base = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else { throw .cannotRead(path: path, errno: errno) }
    let bytes = UnsafeRawBufferPointer(start: base, count: length)
    return TapeMemory(
      owning: bytes, kind: .mapped,
      file: MappedFile(descriptor, bytes, named: path, code: diskCode))
  }
}
