import Glibc

/// A file being written. Bytes are gathered and handed to the system in large pieces. Every refusal
/// of the disk is thrown, including one at closing.
///
/// An existing file is replaced as a whole, when the new one is finished and on the disk, and not
/// before; its permissions stay. Pipes, devices and descriptors (`-`, `/dev/stdout`, `/dev/fd/3`)
/// are written to directly.
public struct OutputFile: ~Copyable {
  public let path: String
  private let target: Target
  private var buffer: [UInt8] = []

  private static let pieceBytes = 1 << 16

  /// Begins a file that replaces an existing one once it is finished.
  ///
  /// - Throws: ``FileError``; for example for a link, which would lead to a file that was not
  ///   named.
  public init(replacing path: String, mode: mode_t = 0o644) throws(FileError) {
    self.init(path, try Target(replacing: path, mode: mode))
  }

  /// Begins a file that must not exist yet (`EEXIST` if it does). Only its owner can read it.
  public init(new path: String) throws(FileError) {
    let descriptor = openNew(path)
    guard descriptor >= 0 else { throw FileError("create", path) }
    self.init(path, .straight(Descriptor(descriptor)))
  }

  private init(_ path: String, _ target: Target) {
    self.path = path
    self.target = target
    buffer.reserveCapacity(OutputFile.pieceBytes + 1024)
  }

  /// Whether a path names a descriptor of this process, such as `-` for standard output.
  public static func isStream(_ path: String) -> Bool { Target.stream(path) != nil }

  /// Appends a line and its end. Characters that could control a terminal or end the line are
  /// replaced.
  public mutating func write(line: String) throws(FileError) {
    buffer.append(contentsOf: HarmlessText.line(line).utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= OutputFile.pieceBytes { try flush() }
  }

  /// Appends bytes unchanged.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) {
    try flush()
    try writeAll(bytes, to: target.descriptor, named: path)
  }

  /// Appends bytes unchanged.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try flush()
    try writeAll(bytes, to: target.descriptor, named: path)
  }

  /// Writes the rest, waits until the disk has it, and gives the file its name.
  public consuming func finish() throws(FileError) {
    try flush()
    switch target {
    case .draft(let draft, let mode): try draft.takeName(keeping: mode)
    case .straight(let file):
      // A pipe or a terminal can't be synced; that is not a write error.
      guard fsync(file.number) == 0 || errno == EINVAL || errno == EROFS else {
        throw FileError("write", path)
      }
    }
  }

  private mutating func flush() throws(FileError) {
    try writeAll(buffer, to: target.descriptor, named: path)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// An open descriptor, closed when it is released.
final class Descriptor {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}

/// Opens a file that must not exist yet, and never through a link.
private func openNew(_ path: String) -> Int32 {
  open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
}
