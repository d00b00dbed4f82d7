import Configuration
import Engine
import Options
import Output
import Screen

/// `rung config print`: a configuration file with every key explained.
enum ConfigPrintCommand {
  static let subcommand = Subcommand(
    "config print", "Print a configuration with every key explained",
    options: [
      OptionDescription(
        "config", takes: "FILE", "Print the values of this file, not the defaults")
    ],
    details: [
      """
      The output is a configuration file itself: rung config print > FILE is a good start.
      """
    ],
    perform: { (options) throws(CommandFailure) in
      var configuration = Configuration()
      if let path = options.value("config") {
        let (_, result) = try readConfigurationFile(path)
        switch result {
        case .success(let read): configuration = read
        case .faults(let faults):
          throw CommandFailure(.usage, faults.map { $0.text(file: inputName(path)) })
        }
      }
      var text = configuration.commentedText
      text.removeLast()
      try printResult(text)
      return .done
    })
}

/// `rung config check FILE`: all faults of a configuration.
enum ConfigCheckCommand {
  static let subcommand = Subcommand(
    "config check", "List everything that is wrong with a configuration",
    operands: [OperandDescription("FILE", "the configuration to check")],
    details: [
      "Each fault is one line: file, line, column, key, what is wrong, what is allowed.",
      "A setting that is allowed but has no effect is listed as a notice, not as a fault.",
    ],
    perform: { (options) throws(CommandFailure) in
      let path = options.operand(0) ?? ""
      let (faults, notices) = try findings(in: path)
      guard !faults.isEmpty else {
        try printResult(
          lines: ["\(inputName(path)): no faults"]
            + notices.map { "\(inputName(path)): notice: \($0)" })
        return .done
      }
      try printResult(lines: faults)
      return .usage
    })

  /// The faults of a file. If it has none, also the faults of the files that it names, and notices
  /// about settings that have no effect.
  private static func findings(
    in path: String
  ) throws(CommandFailure) -> (faults: [String], notices: [String]) {
    let (text, result) = try readConfigurationFile(path)
    switch result {
    case .success(let configuration):
      let finder = ResourceFinder()
      let located = finder.located(configuration, path, text)
      let faults = try finder.consoleFaults(of: located)
      guard faults.isEmpty else { return (faults.map { $0.text(file: inputName(path)) }, []) }
      let notices = configuration.engine.grid.idleTightening.map { [$0.idleTightening] } ?? []
      return (try finder.consoleProblems(of: located), notices)
    case .faults(let faults): return (faults.map { $0.text(file: inputName(path)) }, [])
    }
  }
}

/// Reads a configuration once, as a whole: its text, and the result of reading it.
func readConfigurationFile(
  _ path: String
) throws(CommandFailure) -> (text: String, result: ConfigurationResult) {
  do throws(FileError) {
    let text = try readText(path)
    return (text, Configuration.read(text))
  } catch {
    throw CommandFailure(reading: error)
  }
}
