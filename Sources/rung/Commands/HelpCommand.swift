import Options

/// `rung help [COMMAND]`: the help for everything or for one command.
enum HelpCommand {
  static let subcommand = Subcommand(
    "help", "Explain all commands, or one of them",
    operands: [
      OperandDescription("COMMAND", isRequired: false, "the command to explain"),
      OperandDescription("SUBCOMMAND", isRequired: false, "its second word, if it has one"),
    ],
    perform: { (options) throws(CommandFailure) in
      try perform(options.operands[...])
    })

  /// Prints the help for the words after `help`.
  static func perform(_ words: ArraySlice<String>) throws(CommandFailure) -> ExitCode {
    guard let first = words.first else {
      try printResult(HelpText.overview)
      return .done
    }
    let family = SubcommandTable.all.filter { $0.words[0] == first }
    let named = family.filter { words.starts(with: $0.words) && $0.words.count == words.count }
    guard !named.isEmpty || (words.count == 1 && !family.isEmpty) else {
      if let known = SubcommandTable.subcommand(of: words) {
        throw CommandFailure(
          usage: .extraOperand(words[words.startIndex + known.words.count]), of: known)
      }
      throw SubcommandTable.unknown(words)
    }
    try printResult(HelpText.text(ofFamily: named.isEmpty ? family : named))
    return .done
  }
}
