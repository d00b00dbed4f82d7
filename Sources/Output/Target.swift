import Glibc

/// Where the bytes of an output go.
enum Target {
  /// To a draft that takes the file's name at the end, with the permissions of the file it
  /// replaces.
  case draft(Draft, mode: mode_t?)
  /// Directly: to a pipe, a device, or one of our own descriptors.
  case straight(Descriptor)

  init(replacing path: String, mode: mode_t) throws(FileError) {
    if let number = Target.stream(path) {
      let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw FileError("write", path) }
      self = .straight(Descriptor(copy))
      return
    }
    var facts = stat()
    guard lstat(path, &facts) == 0 else {
      guard errno == ENOENT else { throw FileError("create", path) }
      self = .draft(try Draft(of: path, mode: mode), mode: nil)
      return
    }
    switch facts.st_mode & S_IFMT {
    case S_IFREG:
      guard access(path, W_OK) == 0 else { throw FileError("write", path) }
      self = .draft(try Draft(of: path, mode: 0o600), mode: facts.st_mode & 0o7777)
    case S_IFDIR: throw FileError("write", path, code: EISDIR)
    case S_IFLNK: self = try Target.behindLink(path)
    default: self = try Target.opened(path)
    }
  }

  /// A link to a device or a pipe is accepted; a link to a file is refused, because it leads to a
  /// file that was not named.
  private static func behindLink(_ path: String) throws(FileError) -> Target {
    var facts = stat()
    let isThere = stat(path, &facts) == 0
    guard isThere, facts.st_mode & S_IFMT != S_IFREG else {
      throw FileError(
        "write", path, code: ELOOP, reason: "it is a link; name the file it leads to")
    }
    return try opened(path)
  }

  private static func opened(_ path: String) throws(FileError) -> Target {
    let descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("write", path) }
    return .straight(Descriptor(descriptor))
  }

  /// The number of the descriptor that a path names; nil if it names none.
  static func stream(_ path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  var descriptor: Int32 {
    switch self {
    case .draft(let draft, _): draft.descriptor
    case .straight(let file): file.number
    }
  }
}
