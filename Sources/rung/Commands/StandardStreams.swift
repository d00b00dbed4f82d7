import Glibc
import Output

/// Prints a result to standard output: every byte, or it throws.
func printResult(_ text: String) throws(CommandFailure) {
  do throws(FileError) {
    try StandardStreams.printResult(text)
  } catch {
    throw CommandFailure(.disk, error.description)
  }
}

/// Prints results, one line each, whatever they contain.
func printResult(lines: [String]) throws(CommandFailure) {
  do throws(FileError) {
    try StandardStreams.printResult(lines: lines)
  } catch {
    throw CommandFailure(.disk, error.description)
  }
}

/// Prints a report. It goes to standard error if something else goes to standard output.
///
/// - Parameter outputs: the files that the command writes; `-` is standard output.
func show(_ report: String, besides outputs: [String?]) throws(CommandFailure) {
  guard outputs.contains("-") else { return try printResult(report) }
  StandardStreams.say(lines: report + "\n")
}

/// Prints a message that is no result to standard error, in one line.
func complain(_ message: String) { StandardStreams.say("rung: \(message)") }

/// Ends the process with an exit code.
func leave(with code: ExitCode) -> Never { leave(with: code.rawValue) }

/// Ends the process with the exit code of another process.
func leave(with code: Int32) -> Never { exit(code) }
