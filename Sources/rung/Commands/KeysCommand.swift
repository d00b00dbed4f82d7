import Configuration
import Screen

/// `rung keys`: the keys in force and the problems of the keymap.
enum KeysCommand {
  static let subcommand = Subcommand(
    "keys", "Show the keys in force and the problems of a keymap",
    options: [RunOptions.config, RunOptions.keymap],
    details: [
      """
      Your own keymap overrides shipped keys. It is the file of --keymap, else of console.keymap, else
      keymap.json in the configuration folder. Each problem is one line on standard error.
      """
    ],
    perform: { (options) throws(CommandFailure) in
      let finder = ResourceFinder()
      var configuration = try finder.configuration(options.value("config")).configuration
      if let keymap = options.value("keymap") { configuration.console.keymap = keymap }
      let loaded = try LoadedKeymap(configuration.console, finder)
      try printResult(KeyTable(loaded.keymap).text)
      for problem in loaded.problems { complain("\(problem)") }
      return loaded.problems.isEmpty ? .done : .usage
    })
}
