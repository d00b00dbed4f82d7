import Options

/// One command: all that the parser, the help, the documentation and the dispatcher need.
struct Subcommand: Sendable {
  /// The words that call the command, such as `tape info`.
  let name: String
  /// One sentence for the list of commands.
  let summary: String
  let operands: [OperandDescription]
  let options: [OptionDescription]
  /// Further help, one paragraph each.
  let details: [String]
  let perform: @Sendable (ParsedOptions) throws(CommandFailure) -> ExitCode

  init(
    _ name: String, _ summary: String, operands: [OperandDescription] = [],
    options: [OptionDescription] = [], details: [String] = [],
    perform: @escaping @Sendable (ParsedOptions) throws(CommandFailure) -> ExitCode
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.options = options + [OptionDescription("help", letter: "h", "Show this help")]
    self.details = details
    self.perform = perform
  }

  /// The words that call the command, one by one.
  var words: [String] { name.split(separator: " ").map(String.init) }
}
