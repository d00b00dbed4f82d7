import Glibc
import Output

/// Prints results: to standard output, every byte or an error.
func printResult(_ text: String) throws(CommandFailure) {
  do throws(FileError) {
    try StandardStreams.printResult(text)
  } catch {
    throw CommandFailure(.disk, error.description)
  }
}

/// Prints results, each a line whatever is in it.
func printResult(lines: [String]) throws(CommandFailure) {
  do throws(FileError) {
    try StandardStreams.printResult(lines: lines)
  } catch {
    throw CommandFailure(.disk, error.description)
  }
}

/// Tells something that is no result: to standard error, in one line.
func complain(_ message: String) { StandardStreams.say("rung: \(message)") }

/// Ends the process with a code.
func leave(with code: ExitCode) -> Never { leave(with: code.rawValue) }

/// Ends the process with another process's code.
func leave(with code: Int32) -> Never { exit(code) }
