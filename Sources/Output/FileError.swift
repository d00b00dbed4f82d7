import Glibc

/// A refusal of the operating system: what was tried, on which file, and the system's reason.
public struct FileError: Error, Equatable, Sendable {
  /// A verb: `read`, `create`, `write`.
  public let attempt: String
  public let path: String
  /// The system's error number (`errno`).
  public let code: Int32
  /// The reason, if the system's own text wouldn't help; nil otherwise.
  public let reason: String?

  /// Takes the reason from the last system call; make it right after that call.
  public init(_ attempt: String, _ path: String) {
    self.init(attempt, path, code: errno)
  }

  public init(_ attempt: String, _ path: String, code: Int32, reason: String? = nil) {
    self.attempt = attempt
    self.path = path
    self.code = code
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  public var description: String { "cannot \(attempt) \(path): \(reason ?? systemMessage(code))" }
}

/// The system's own text for an error number.
public func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
