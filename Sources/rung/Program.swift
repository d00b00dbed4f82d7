import Curses

/// The program: takes the command line apart, hands it to its command, and turns what comes of it
/// into an exit code.
@main
enum Program {
  static func main() {
    endQuietly()
    let code = perform(CommandLine.arguments.dropFirst())
    leave(with: code)
  }

  /// Keys and positions lie in memory: no command writes it to a core file, and none but a guarded
  /// console, whose report goes to a folder of its own, says more of a crash than one line.
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
