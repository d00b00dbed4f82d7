import Foundation
import Testing

/// What came of one run of the program.
struct CommandRun: Equatable {
  let code: Int32
  let output: String
  let errors: String
}

/// Runs the program to its end.
///
/// - Parameters:
///   - environment: variables over a small fixed set; the home is an empty folder, so that nothing
///     of this machine's user gets in.
///   - bound: seconds after which it is killed and the test fails.
func rung(
  _ arguments: String..., environment: [String: String] = [:], within bound: Double = 60
) throws -> CommandRun {
  try rung(arguments, environment: environment, within: bound)
}

/// Runs the program with a list of arguments.
func rung(
  _ arguments: [String], environment: [String: String] = [:], within bound: Double = 60
) throws -> CommandRun {
  try run([BuiltBinary.rung] + arguments, environment: environment, within: bound)
}

/// Runs a line of the shell, in which `$RUNG` is the program and `$TAPE` the recording.
func shell(
  _ line: String, environment: [String: String] = [:], within bound: Double = 60
) throws -> CommandRun {
  let names = ["RUNG": BuiltBinary.rung, "TAPE": bundledTape].merging(environment) { $1 }
  return try run(["bash", "-c", line], environment: names, within: bound)
}

private func run(
  _ words: [String], environment: [String: String], within bound: Double
) throws -> CommandRun {
  let home = try TemporaryFolder()
  let captures = try (File(home.file("stdout")), File(home.file("stderr")))
  let nothing = try File("/dev/null")
  let variables = [
    "HOME": home.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
    "SWIFT_BACKTRACE": "enable=no",
  ]
  let child = try Child(
    words, environment: variables.merging(environment) { $1 },
    descriptors: [nothing.descriptor, captures.0.descriptor, captures.1.descriptor])
  return CommandRun(
    code: try child.end(within: bound), output: try captures.0.text(),
    errors: try captures.1.text())
}

/// An open file, closed when it is let go.
final class File {
  let descriptor: Int32
  private let path: String

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0, "\(path)")
  }

  deinit { close(descriptor) }

  /// What is in it.
  func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
