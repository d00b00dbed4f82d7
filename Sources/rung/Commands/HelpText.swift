import Options

/// The help, made from the tables that the parser reads too.
enum HelpText {
  /// The list of commands.
  static var overview: String {
    let rows = SubcommandTable.all.map { (synopsis($0), $0.summary) }
    return """
      rung: a terminal trading console for grid strategies

      rung without a command opens the console on a dry run of the bundled recording.

      \(helpColumns(rows))

        rung --version          Print the version

      rung help COMMAND explains a command and its options.
      Exit codes: 0 done, 1 a check failed or step did not get there, 2 wrong usage or configuration,
      3 venue or network failure, 4 journal or disk failure.
      """
  }

  /// The help of one command.
  static func text(of subcommand: Subcommand) -> String {
    var parts = ["usage: \(synopsis(subcommand)) [OPTIONS]", subcommand.summary + "."]
    if !subcommand.operands.isEmpty {
      parts.append(helpColumns(subcommand.operands.map { ($0.placeholder, $0.summary) }))
    }
    parts.append(helpColumns(subcommand.options.map { ($0.synopsis, $0.summary) }))
    parts += subcommand.details
    return parts.joined(separator: "\n\n")
  }

  /// The help of a family of commands such as `tape`.
  static func text(ofFamily family: [Subcommand]) -> String {
    family.map(text(of:)).joined(separator: "\n\n\n")
  }

  /// How to call a command, without its options.
  static func synopsis(_ subcommand: Subcommand) -> String {
    let operands = subcommand.operands.map {
      $0.isRequired ? $0.placeholder : "[\($0.placeholder)]"
    }
    return (["rung", subcommand.name] + operands).joined(separator: " ")
  }
}
