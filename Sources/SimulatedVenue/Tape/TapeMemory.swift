import Glibc
import Market

/// The bytes under a tape, given back when the last user is gone.
///
/// It never changes after it is made, which is what makes it safe to share. A mapped file is
/// private to us; that someone cuts it while it is mapped can't be guarded against, so tapes are
/// always replaced whole, by a rename.
final class TapeMemory: @unchecked Sendable {
  enum Kind {
    case mapped
    case allocated
  }

  let bytes: UnsafeRawBufferPointer
  private let kind: Kind

  /// Takes over bytes from `mmap` or `malloc`.
  init(owning bytes: UnsafeRawBufferPointer, kind: Kind) {
    self.bytes = bytes
    self.kind = kind
  }

  deinit {
    let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    switch kind {
    case .mapped:
      if let base { munmap(base, bytes.count) }
    case .allocated: free(base)
    }
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
    return TapeMemory(
      owning: UnsafeRawBufferPointer(start: base, count: length), kind: .mapped)
  }
}
