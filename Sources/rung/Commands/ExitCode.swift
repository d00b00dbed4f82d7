import Glibc
import Output

/// What the shell is told. The numbers are stable; scripts rely on them.
enum ExitCode: Int32, Sendable {
  case done = 0
  /// The run found what it was asked to find: a divergence, a failed check.
  case found = 1
  /// Wrong usage or configuration.
  case usage = 2
  /// The venue or the network.
  case venue = 3
  /// The journal or the disk.
  case disk = 4
}

/// Why a command gave up: what to tell, each message a line, and the exit code.
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
  /// A file that could not be read or found: wrong usage, unless the disk itself failed.
  init(reading error: FileError) {
    self.init(error.code == EIO ? .disk : .usage, error.description)
  }

  /// A file that could not be written: the disk, unless the name is wrong.
  init(writing error: FileError) {
    let isName = [ENOENT, ENOTDIR, EISDIR, EACCES, ENAMETOOLONG].contains(error.code)
    self.init(isName ? .usage : .disk, error.description)
  }
}
