import Glibc

/// Standard error, for a process that has no log.
enum StandardError {
  static func say(_ line: String) {
    write(line + "\n")
  }

  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = uninterrupted { Glibc.write(STDERR_FILENO, bytes, bytes.count) }  // Nobody left to tell.
  }
}
