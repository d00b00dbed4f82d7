import Glibc

/// A system call that failed, with the system's reason.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, such as "open the terminal".
  public let action: String
  public let code: Int32

  public init(_ action: String, code: Int32 = errno) {
    self.action = action
    self.code = code
  }

  public var description: String {
    "could not \(action): \(String(cString: strerror(code)))"
  }
}

/// Repeats a call until no signal interrupts it.
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
