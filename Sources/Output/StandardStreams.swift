import Glibc

/// The only way to standard output and standard error. All text through it is safe for the terminal
/// behind it; see ``HarmlessText``.
public enum StandardStreams {
  /// Prints results to standard output, every byte or an error. The line ends are ours; text from
  /// others can't end a line.
  public static func printResult(lines: [String]) throws(FileError) {
    try printResult(lines.map(HarmlessText.line).joined(separator: "\n"))
  }

  /// Prints a result of several lines to standard output, every byte or an error.
  public static func printResult(_ text: String) throws(FileError) {
    let bytes = Array((HarmlessText.lines(text) + "\n").utf8)
    try writeAll(bytes, to: STDOUT_FILENO, named: "standard output")
  }

  /// Writes a message that is no result to standard error, in one line.
  public static func say(_ line: String) {
    saveOrForget(Array((HarmlessText.line(line) + "\n").utf8))
  }

  /// Writes a message of several lines to standard error.
  public static func say(lines text: String) {
    saveOrForget(Array(HarmlessText.lines(text).utf8))
  }

  private static func saveOrForget(_ bytes: [UInt8]) {
    do throws(FileError) {
      try writeAll(bytes, to: STDERR_FILENO, named: "standard error")
    } catch {
      return  // If standard error is closed, the message is dropped.
    }
  }
}

/// Writes every byte to a descriptor, however many pieces the system makes of it.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(FileError) {
  try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
    try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor, named: name)
  }
}

/// Writes every byte to a descriptor, however many pieces the system makes of it.
func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, named name: String
) throws(FileError) {
  var rest = bytes
  while !rest.isEmpty {
    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
    if count < 0 {
      if errno == EINTR { continue }
      throw FileError("write", name)
    }
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }
}
