import Glibc

/// A file being written: bytes are gathered and handed to the system in large pieces, and every
/// refusal of the disk is thrown, the one at closing included.
struct OutputFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  private static let pieceBytes = 1 << 16

  /// Creates the file, or empties it where it exists.
  init(creating path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("create", path) }
    self.path = path
    self.descriptor = descriptor
    buffer.reserveCapacity(OutputFile.pieceBytes + 1024)
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Appends a line and its end.
  mutating func write(line: String) throws(FileError) {
    buffer.append(contentsOf: line.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= OutputFile.pieceBytes { try flush() }
  }

  /// Hands everything over and waits until the disk has it.
  consuming func finish() throws(FileError) {
    try flush()
    // A pipe or a terminal can't be synced, which is no failure to write.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw FileError("write", path) }
  }

  private mutating func flush() throws(FileError) {
    try writeAll(buffer, to: descriptor, named: path)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Writes every byte to a descriptor, whatever pieces the system takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(FileError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { raw in
      Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
    }
    if count < 0 {
      if errno == EINTR { continue }
      throw FileError("write", name)
    }
    written += count
  }
}
