import Glibc
import Output

/// A file that a command reads, and its role for the command.
struct InputFile: Equatable {
  /// `-` is standard input.
  let path: String
  let role: String

  init(_ path: String, _ role: String) {
    self.path = path
    self.role = role
  }
}

/// Returns whether two paths name the same existing file, through any links.
func isSameFile(_ one: String, _ other: String) -> Bool {
  guard let first = facts(of: one), let second = facts(of: other) else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Whether a path names a regular file directly, not through a link or a descriptor.
func isRegularFile(_ path: String) -> Bool {
  var facts = stat()
  return !OutputFile.isStream(path) && lstat(path, &facts) == 0
    && facts.st_mode & S_IFMT == S_IFREG
}

private func facts(of path: String) -> stat? {
  var facts = stat()
  let code = path == "-" ? fstat(STDIN_FILENO, &facts) : stat(path, &facts)
  return code == 0 ? facts : nil
}

/// Refuses an output that is one of the files that the command reads: it would be lost.
func refuseOverwriting(
  _ inputs: [InputFile], by option: String, _ output: String?
) throws(CommandFailure) {
  guard let output, !OutputFile.isStream(output) else { return }
  for input in inputs where isSameFile(input.path, output) {
    throw CommandFailure(
      .usage, "\(option) \(output): this file is \(input.role) being read; name another file")
  }
}

/// Refuses two outputs to one file: each would spoil the other.
func refuseOneFile(
  _ option: String, _ file: String?, _ otherOption: String, _ other: String?
) throws(CommandFailure) {
  guard let file, let other, file == other || isSameFile(file, other) else { return }
  // A device such as /dev/null takes both.
  guard OutputFile.isStream(file) || !fileExists(file) || isRegularFile(file) else { return }
  throw CommandFailure(
    .usage, "\(option) and \(otherOption) name the same file, \(file); name two")
}

/// Refuses to read standard input for more than one purpose: the first would get all of it.
private func refuseSharedInput(_ inputs: [InputFile]) throws(CommandFailure) {
  let shared = inputs.filter { $0.path == "-" }
  guard shared.count > 1 else { return }
  let roles = shared.map(\.role).joined(separator: " and ")
  throw CommandFailure(.usage, "- (standard input) cannot be \(roles) at once")
}

extension ResourceFinder {
  /// The operator's files that a run with this configuration reads. At most one may be standard
  /// input.
  func inputs(
    of located: LocatedConfiguration, tape: String?
  ) throws(CommandFailure) -> [InputFile] {
    let console = located.configuration.console
    let inputs = [
      tape.map { InputFile($0, "the tape") },
      located.path.map { InputFile($0, "the configuration") },
      (console.keymap ?? ownExisting("keymap.json")).map { InputFile($0, "the keymap") },
      find("themes/\(console.theme).json").map { InputFile($0, "the theme") },
    ].compactMap(\.self)
    try refuseSharedInput(inputs)
    return inputs
  }
}
