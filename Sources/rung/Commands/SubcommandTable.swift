import Options
import Spelling

/// Every command there is, in the order of the help.
enum SubcommandTable {
  static let all: [Subcommand] = [
    RunCommand.subcommand, ReplayCommand.subcommand, StepCommand.subcommand,
    DrillCommand.subcommand, VenueCommand.subcommand,
    JournalVerifyCommand.subcommand, JournalShowCommand.subcommand,
    JournalExportCommand.subcommand, JournalPackCommand.subcommand,
    TapeInfoCommand.subcommand, TapeImportCommand.subcommand, ConfigPrintCommand.subcommand,
    ConfigCheckCommand.subcommand,
    KeysCommand.subcommand, ThemesCommand.subcommand, DoctorCommand.subcommand,
    HelpCommand.subcommand,
  ]

  /// Carries out a command line. Without a command it is `run`.
  static func perform(_ arguments: [String]) throws(CommandFailure) -> ExitCode {
    switch arguments.first {
    case "--version", "-V":
      try printResult("rung \(Version.text)")
      return .done
    case "--help", "-h", "help":
      return try HelpCommand.perform(
        arguments.dropFirst().filter { $0 != "--help" && $0 != "-h" }[...])
    case nil: return try perform(RunCommand.subcommand, [])
    case let first? where first.hasPrefix("-"):
      return try perform(RunCommand.subcommand, arguments[...])
    case .some: return try performNamed(arguments)
    }
  }

  private static func performNamed(_ arguments: [String]) throws(CommandFailure) -> ExitCode {
    guard let subcommand = subcommand(of: arguments) else {
      // `rung tape --help`: the help of all commands that begin with that word.
      guard asksForHelp(arguments[...], []), all.contains(where: { $0.words[0] == arguments[0] })
      else { throw unknown(arguments) }
      return try HelpCommand.perform(arguments.prefix(1))
    }
    return try perform(subcommand, arguments.dropFirst(subcommand.words.count))
  }

  private static func perform(
    _ subcommand: Subcommand, _ arguments: ArraySlice<String>
  ) throws(CommandFailure) -> ExitCode {
    if asksForHelp(arguments, subcommand.options) {
      try printResult(HelpText.text(of: subcommand))
      return .done
    }
    let options: ParsedOptions
    do throws(OptionError) {
      options = try ParsedOptions(
        arguments, options: subcommand.options, operands: subcommand.operands)
    } catch {
      throw CommandFailure(usage: error, of: subcommand)
    }
    return try subcommand.perform(options)
  }

  /// Whether `--help` or `-h` is among the words before `--`, also in a cluster such as `-ah`.
  private static func asksForHelp(
    _ arguments: ArraySlice<String>, _ options: [OptionDescription]
  ) -> Bool {
    arguments.prefix { $0 != "--" }.contains {
      $0 == "--help" || ParsedOptions.letters(of: $0, options).contains("h")
    }
  }

  /// The command whose words begin a command line.
  static func subcommand(of arguments: some Collection<String>) -> Subcommand? {
    all.first { arguments.starts(with: $0.words) }
  }

  /// The failure for a command that doesn't exist.
  static func unknown(_ arguments: some Collection<String>) -> CommandFailure {
    let first = arguments.first ?? ""
    let family = all.filter { $0.words.count > 1 && $0.words[0] == first }
    if !family.isEmpty {
      let names = family.map(\.words[1]).joined(separator: ", ")
      return CommandFailure(
        .usage, "\(first) needs one of: \(names). See rung help \(first)")
    }
    let names = all.map(\.words[0])
    let meant = nearestName(to: first, among: names).map { "; did you mean \($0)?" } ?? "."
    return CommandFailure(.usage, "unknown command \"\(first)\"\(meant) See rung help")
  }
}

extension CommandFailure {
  /// The failure for a command line that a command doesn't accept.
  init(usage error: OptionError, of subcommand: Subcommand) {
    let end = error.description.hasSuffix("?") ? "" : "."
    self.init(.usage, "\(error)\(end) See rung help \(subcommand.name)")
  }
}
