import Screen

/// `rung themes`: the themes there are, and what is wrong with them.
enum ThemesCommand {
  static let subcommand = Subcommand(
    "themes", "List the themes and what is wrong with them",
    details: [
      """
      Themes of your own lie in themes/ in the configuration folder, one JSON file each; a file
      there of a shipped theme's name is used instead of it.
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
