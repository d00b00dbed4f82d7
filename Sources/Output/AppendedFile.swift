import Glibc

/// A file that lines are appended to. Each call hands its lines to the system at once, so that
/// others can read them, and they stay if this process is killed. They are not synced to the disk.
public struct AppendedFile: ~Copyable {
  public let path: String
  private let file: Descriptor

  /// Makes a file that must not exist yet (`EEXIST` if it does). Only its owner can read it.
  public init(new path: String) throws(FileError) {
    self.path = path
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
    file = Descriptor(descriptor)
  }

  /// Appends lines and their ends. Characters that could control a terminal or end the line are
  /// replaced.
  public mutating func write(lines: [String]) throws(FileError) {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: HarmlessText.line(line).utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    try writeAll(bytes, to: file.number, named: path)
  }
}
