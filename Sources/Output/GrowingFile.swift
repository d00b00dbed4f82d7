import Glibc

/// A file that grows at its end and that only this process writes, such as a log.
///
/// It is made if it isn't there, and then only its owner can read it. A lock keeps other processes
/// from writing it meanwhile. A device, a pipe or one of our own descriptors (`-`, `/dev/fd/3`) can
/// take its place; these can't be rotated.
public final class GrowingFile {
  public let path: String
  /// Its length in bytes; for what is no regular file, the number of bytes written.
  public private(set) var size: Int
  /// Whether it is a regular file, found by its name.
  public let isRegular: Bool
  /// Whether what was there ends within a line.
  public let endsWithinLine: Bool

  private let descriptor: Descriptor
  private let device: dev_t
  private let number: ino_t

  /// What may take the place of a regular file.
  public enum Others: Sendable {
    /// Devices, pipes and descriptors.
    case all
    /// Devices only: the reader of a pipe could keep the writer waiting.
    case devices
  }

  /// Opens the file, or makes it.
  ///
  /// - Throws: ``FileError``; for example for a link to a file, which would lead to a file that was
  ///   not named, and with `EWOULDBLOCK` if another process writes it.
  public init(_ path: String, accepting others: Others = .all) throws(FileError) {
    self.path = path
    let opened = try GrowingFile.open(path, accepting: others)
    var facts = stat()
    guard fstat(opened.descriptor.number, &facts) == 0 else { throw FileError("write", path) }
    descriptor = opened.descriptor
    isRegular = opened.isRegular
    device = facts.st_dev
    number = facts.st_ino
    guard opened.isRegular else {
      (size, endsWithinLine) = (0, false)
      return
    }
    guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw FileError(
        "write", path, code: EWOULDBLOCK, reason: "another process is writing to it")
    }
    size = Int(facts.st_size)
    var last: UInt8 = 0
    let isRead = size > 0 && pread(descriptor.number, &last, 1, off_t(size - 1)) == 1
    endsWithinLine = isRead && last != UInt8(ascii: "\n")
  }

  private static func open(
    _ path: String, accepting others: Others
  ) throws(FileError) -> (descriptor: Descriptor, isRegular: Bool) {
    var facts = stat()
    let isNamed = Target.stream(path) == nil
    if isNamed, lstat(path, &facts) != 0 {
      guard errno == ENOENT else { throw FileError("create", path) }
      return (try made(path), true)
    }
    if isNamed, facts.st_mode & S_IFMT == S_IFREG { return (try found(path), true) }
    let refusal = FileError(
      "write", path, code: EINVAL, reason: "it is a pipe, a stream or a terminal; name a file")
    if others == .devices {
      guard isNamed, stat(path, &facts) != 0 || facts.st_mode & S_IFMT != S_IFIFO else {
        throw refusal
      }
    }
    switch try Target(replacing: path, mode: 0o600) {
    case .straight(let file):
      guard others == .all || isatty(file.number) == 0 else { throw refusal }
      return (file, false)
    case .draft: throw FileError("write", path, code: EAGAIN)  // It appeared this very moment.
    }
  }

  private static func made(_ path: String) throws(FileError) -> Descriptor {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC
    let descriptor = Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
    return Descriptor(descriptor)
  }

  private static func found(_ path: String) throws(FileError) -> Descriptor {
    let descriptor = Glibc.open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("write", path) }
    return Descriptor(descriptor)
  }

  /// Whether its name now leads to another file, or to none: somebody moved or removed it.
  public var isMoved: Bool {
    guard isRegular else { return false }
    var facts = stat()
    return lstat(path, &facts) != 0 || facts.st_dev != device || facts.st_ino != number
  }

  /// Hands bytes to the system, once.
  ///
  /// - Returns: how many it took: all of them, or fewer if the disk has no room for more.
  public func write(_ bytes: ArraySlice<UInt8>) throws(FileError) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor.number, $0.baseAddress, $0.count) }
      if count > 0 || bytes.isEmpty {
        size += count
        return count
      }
      guard count < 0 else { throw FileError("write", path, code: ENOSPC) }
      guard errno == EINTR else { throw FileError("write", path) }
    }
  }

  /// Gives the file the name of the newest old one, which ends in `.1`. Older ones move up to `.2`
  /// and so on, and the oldest of `count` is replaced. If `count` is 0, the file is removed.
  ///
  /// - Throws: ``FileError`` if the file still has its name.
  public func moveAside(keeping count: Int) throws(FileError) {
    guard count > 0 else {
      guard unlink(path) == 0 else { throw FileError("remove", path) }
      return
    }
    for place in (1..<count).reversed() {
      guard rename("\(path).\(place)", "\(path).\(place + 1)") == 0 || errno == ENOENT else {
        throw FileError("rename", "\(path).\(place)")
      }
    }
    guard rename(path, "\(path).1") == 0 else { throw FileError("rename", path) }
  }
}
