import Glibc

/// Prints results: to standard output, every byte or an error.
func printResult(_ text: String) throws(CommandFailure) {
  do throws(FileError) {
    try writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO, named: "standard output")
  } catch {
    throw CommandFailure(.disk, error.description)
  }
}

/// Tells something that is no result: to standard error, where nobody can be told that it failed.
func complain(_ message: String) {
  do throws(FileError) {
    try writeAll(Array("rung: \(message)\n".utf8), to: STDERR_FILENO, named: "standard error")
  } catch {
    return  // Whoever closed standard error doesn't want to know.
  }
}

/// Ends the process with a code.
func leave(with code: ExitCode) -> Never { leave(with: code.rawValue) }

/// Ends the process with another process's code.
func leave(with code: Int32) -> Never { exit(code) }
