import Glibc

/// Why nothing could be measured.
enum BenchError: Error, Equatable {
  /// The command line is wrong. The text says how, and what is allowed.
  case usage(String)
  /// A named file, or its content, is wrong.
  case input(String)
  /// The system or the disk refused.
  case system(String)

  /// A system call that just failed.
  static func system(failedTo attempt: String) -> BenchError {
    let code = errno
    return .system(
      "cannot \(attempt): " + (strerror(code).map { String(cString: $0) } ?? "\(code)"))
  }
}

/// The process's exit codes: the same numbers as those of `rung`.
enum ExitCode: Int32 {
  case done = 0
  /// The measurement found what it was asked to look for.
  case found = 1
  case usage = 2
  case disk = 4
}
