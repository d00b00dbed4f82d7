import Glibc
import Output

/// The process's exit codes. The numbers are stable, because scripts rely on them.
enum ExitCode: Int32, Sendable {
  case done = 0
  /// The run found what it was looking for: a divergence, a failed check.
  case found = 1
  /// The usage or the configuration is wrong.
  case usage = 2
  /// The venue or the network failed.
  case venue = 3
  /// The journal or the disk failed.
  case disk = 4
}

/// Why a command gave up: messages of one line each, and the exit code.
struct CommandFailure: Error, Equatable {
  let code: ExitCode
  let messages: [String]

  init(_ code: ExitCode, _ messages: String...) {
    self.init(code, messages)
  }

  init(_ code: ExitCode, _ messages: [String]) {
    self.code = code
    self.messages = messages
  }
}

extension CommandFailure {
  /// A file that could not be found or read: wrong usage, unless the disk itself failed.
  init(reading error: FileError) {
    self.init(error.code == EIO ? .disk : .usage, error.description)
  }

  /// A file that could not be written: a disk failure, unless the name is wrong.
  init(writing error: FileError) {
    let isName = [ENOENT, ENOTDIR, EISDIR, EACCES, ENAMETOOLONG].contains(error.code)
    self.init(isName ? .usage : .disk, error.description)
  }
}
