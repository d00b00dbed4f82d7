import Curses

/// The program: reads the command line, passes it to its command, and turns the result into an exit
/// code.
@main
enum Program {
  static func main() {
    endQuietly()
    let code = perform(CommandLine.arguments.dropFirst())
    leave(with: code)
  }

  /// Makes sure that a crash reveals no keys or positions, which are in memory. No command writes a
  /// core file. After a crash only a guarded console, whose report goes to a folder of its own,
  /// reports more than one line.
  private static func endQuietly() {
    do throws(SystemError) {
      try TerminalGuard.forbidDumps()
      if TerminalGuard.isGuarded {
        TerminalGuard.keepReports()
      } else {
        try TerminalGuard.crashQuietly()
      }
    } catch {
      complain("\(error)")
      leave(with: .usage)
    }
  }

  private static func perform(_ arguments: some Sequence<String>) -> ExitCode {
    let arguments = Array(arguments)
    do throws(CommandFailure) {
      return try SubcommandTable.perform(arguments)
    } catch {
      for message in error.messages { complain(message) }
      return error.code
    }
  }
}
