import Configuration
import Options

/// `rung config print`: a configuration file with everything explained.
enum ConfigPrintCommand {
  static let subcommand = Subcommand(
    "config print", "Print a configuration with every key explained",
    options: [
      OptionDescription(
        "config", takes: "FILE", "Print the values of this file instead of the defaults")
    ],
    details: [
      """
      The output is a configuration file: rung config print > FILE is a good start.
      """
    ],
    perform: { (options) throws(CommandFailure) in
      var configuration = Configuration()
      if let path = options.value("config") { configuration = try readConfiguration(path) }
      var text = configuration.commentedText
      text.removeLast()
      try printResult(text)
      return .done
    })
}

/// `rung config check FILE`: everything that is wrong with a configuration.
enum ConfigCheckCommand {
  static let subcommand = Subcommand(
    "config check", "List all faults of a configuration",
    operands: [OperandDescription("FILE", "the configuration to check")],
    details: ["Each fault is a line: file, line, column, key, what is wrong, what is allowed."],
    perform: { (options) throws(CommandFailure) in
      let path = options.operand(0) ?? ""
      let faults = try faults(of: path)
      guard !faults.isEmpty else {
        try printResult("\(path): no faults")
        return .done
      }
      try printResult(faults.map { $0.text(file: path) }.joined(separator: "\n"))
      return .usage
    })

  /// The faults of a file; once it reads well, those of the files it names.
  private static func faults(of path: String) throws(CommandFailure) -> [ConfigurationFault] {
    let text: String
    do throws(FileError) {
      text = try readText(path)
    } catch {
      throw CommandFailure(reading: error)
    }
    switch Configuration.read(text) {
    case .success:
      let finder = ResourceFinder()
      return try finder.consoleFaults(of: try finder.configuration(path))
    case .faults(let faults): return faults
    }
  }
}

/// Reads a configuration that must be there and whole.
func readConfiguration(_ path: String) throws(CommandFailure) -> Configuration {
  let text: String
  do throws(FileError) {
    text = try readText(path)
  } catch {
    throw CommandFailure(reading: error)
  }
  switch Configuration.read(text) {
  case .success(let configuration): return configuration
  case .faults(let faults): throw CommandFailure(.usage, faults.map { $0.text(file: path) })
  }
}
