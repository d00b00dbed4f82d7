import Glibc
import Output

/// A refusal of the operating system that concerns a socket: what was tried, where, and the reason.
public struct SocketError: Error, Equatable, Sendable {
  /// A verb, such as `connect to`.
  public let attempt: String
  public let path: String
  /// The system's error number (`errno`).
  public let code: Int32
  /// The reason, if the system's own text wouldn't help; nil otherwise.
  public let reason: String?

  /// Takes the reason from the last system call; make it right after that call.
  init(_ attempt: String, _ path: String) {
    self.init(attempt, path, code: errno)
  }

  init(_ attempt: String, _ path: String, code: Int32, reason: String? = nil) {
    self.attempt = attempt
    self.path = path
    self.code = code
    self.reason = reason
  }
}

extension SocketError: CustomStringConvertible {
  public var description: String { "cannot \(attempt) \(path): \(reason ?? systemMessage(code))" }
}
