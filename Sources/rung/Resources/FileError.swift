import Glibc

/// What the system said no to: what was tried, on which file, and the system's reason.
struct FileError: Error, Equatable {
  /// A verb: `read`, `create`, `write`.
  let attempt: String
  let path: String
  let code: Int32

  /// Takes the reason from the last system call; to be made right after it.
  init(_ attempt: String, _ path: String) {
    self.init(attempt, path, code: errno)
  }

  init(_ attempt: String, _ path: String, code: Int32) {
    self.attempt = attempt
    self.path = path
    self.code = code
  }
}

extension FileError: CustomStringConvertible {
  var description: String { "cannot \(attempt) \(path): \(systemMessage(code))" }
}

/// The system's own words for an error number.
func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
