import Screen

/// `rung themes`: the available themes and their problems.
enum ThemesCommand {
  static let subcommand = Subcommand(
    "themes", "List the themes and their problems",
    details: [
      """
      Your own themes are in themes/ in the configuration folder, one JSON file each. A file there
      replaces the shipped theme of the same name.
      """
    ],
    perform: { (_) throws(CommandFailure) in
      let library = ThemeLibrary(finder: ResourceFinder())
      var lines: [String] = []
      var problems: [String] = []
      let names = try library.names()
      let width = 2 + (names.map(\.count).max() ?? 0)
      for name in names {
        let loaded = try library.load(name)
        let blanks = String(repeating: " ", count: width - name.count)
        lines.append("\(name)\(blanks)\(loaded.theme.title)  (\(loaded.path ?? "built in"))")
        problems += loaded.problems
      }
      try printResult(lines: lines)
      for problem in problems { complain(problem) }
      return problems.isEmpty ? .done : .usage
    })
}
