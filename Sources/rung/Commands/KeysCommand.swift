import Configuration
import Screen

/// `rung keys`: the keys in force and what is wrong with the keymap.
enum KeysCommand {
  static let subcommand = Subcommand(
    "keys", "Show the keys in force and what is wrong with a keymap",
    options: [RunOptions.config, RunOptions.keymap],
    details: [
      """
      A keymap lies over the shipped keys: an option's file, else console.keymap, else keymap.json
      in the configuration folder. Each problem is a line on standard error.
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
