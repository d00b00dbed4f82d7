/// The keymap as a text table: what `rung keys` prints and the README shows.
public enum KeymapText {
  /// One line per action, grouped as in the help: keys, the name for `keymap.json`, what it does.
  public static func table(_ keymap: Keymap) -> String {
    let lines = ActionGroup.allCases.flatMap { group -> [String] in
      let actions = Action.allCases.filter { $0.facts.group == group }
      return [group.rawValue] + actions.map { line($0, keymap) } + [""]
    }
    return lines.dropLast().joined(separator: "\n")
  }

  /// The same as a Markdown table.
  public static func markdown(_ keymap: Keymap) -> String {
    let rows = Action.allCases.map { action in
      let keys = HelpPanel.keys(for: action, keymap).replacing("|", with: "\\|")
      return "| \(keys) | `\(action.rawValue)` | \(action.facts.summary) |"
    }
    return (["| Keys | Action | What it does |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  private static func line(_ action: Action, _ keymap: Keymap) -> String {
    let keys = SafeText(HelpPanel.keys(for: action, keymap)).padded(to: 26).text
    let name = SafeText(action.rawValue).padded(to: 26).text
    return "  \(keys)  \(name)  \(action.facts.summary)"
  }
}
