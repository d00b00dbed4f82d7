/// The program: takes the command line apart, hands it to its command, and turns what comes of it
/// into an exit code.
@main
enum Program {
  static func main() {
    let code = perform(CommandLine.arguments.dropFirst())
    leave(with: code)
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
