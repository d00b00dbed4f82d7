import Screen

/// The keys in force, by chapter: for `rung keys` and for the documentation.
struct KeyTable {
  /// One action with the keys that ask for it.
  struct Row: Equatable {
    /// The keys as they are pressed, with the context if it isn't everywhere: `b (ladder)`.
    let keys: [String]
    let action: Action
  }

  /// The chapters in their order, each with its actions in order.
  let chapters: [(group: ActionGroup, rows: [Row])]

  init(_ keymap: Keymap) {
    chapters = ActionGroup.allCases.map { group in
      let actions = Action.allCases.filter { $0.facts.group == group }
      return (group, actions.map { Row(keys: KeyTable.keys(for: $0, in: keymap), action: $0) })
    }
  }

  /// Keys of the normal context first. Keys of other contexts follow only if they differ, with the
  /// context's name.
  private static func keys(for action: Action, in keymap: Keymap) -> [String] {
    func sequences(_ context: KeyContext) -> [String] {
      keymap.bindings(in: context).sequences.filter { $0.action == action }
        .map { $0.keys.map(\.name).joined(separator: " ") }
    }
    let normal = sequences(.normal)
    let others = KeyContext.allCases.filter { $0 != .normal }.flatMap { context in
      sequences(context).filter { !normal.contains($0) }.map { ($0, context) }
    }
    var named: [String] = []
    for (keys, context) in others {
      let text = context == .dialog ? keys : "\(keys) (\(context.rawValue))"
      if context != .prompt, !named.contains(text) { named.append(text) }
    }
    return normal + named
  }
}

extension KeyTable {
  /// The table for a terminal.
  var text: String {
    let width = 2 + (chapters.flatMap(\.rows).map { joined($0).count }.max() ?? 0)
    let names = 2 + (Action.allCases.map(\.rawValue.count).max() ?? 0)
    return chapters.map { group, rows in
      let lines = rows.map { row in
        "  " + padded(joined(row), to: width) + padded(row.action.rawValue, to: names)
          + row.action.facts.summary
      }
      return ([group.rawValue] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The table for the README.
  var markdown: String {
    chapters.map { group, rows in
      let lines = rows.map { row in
        let keys = row.keys.map { "`\($0)`" }.joined(separator: " ")
        return "| \(keys) | \(row.action.facts.summary) |"
      }
      return (["| \(group.rawValue) | |", "|---|---|"] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private func joined(_ row: Row) -> String {
    row.keys.isEmpty ? "(unbound)" : row.keys.joined(separator: ", ")
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
