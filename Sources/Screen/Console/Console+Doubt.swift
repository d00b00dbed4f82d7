extension Console {
  /// Takes a key that may not be one the operator pressed. Freezing acts all the same; a key whose
  /// escape byte acted as the escape key acts where that did nothing; a paste's text goes on into a
  /// prompt. Everything else is dropped, and that is said.
  mutating func handle(_ key: Key, _ doubt: Doubt, _ moment: Moment) -> [ConsoleRequest] {
    if freezes(key) { return act(on: key, moment) }
    if let requests = freezeWithAlt(key, moment) { return requests }
    switch doubt {
    case .escapeActed where !escapeActed: return press(key, moment)
    case .afterPaste:
      if case .prompt(let prompt) = view.overlay, key.typed != nil {
        _ = edit(prompt, with: key)
        return []
      }
      return refused("\"\(key.name)\" dropped: it came right after a paste; press it again")
    case .escapeActed, .afterEscape:
      return refused("\"\(key.name)\" dropped: it came right after esc; press it again")
    }
  }

  /// Whether a key freezes where it is pressed now; in a prompt it's a letter.
  private func freezes(_ key: Key) -> Bool {
    meaning(of: key) == .action(.freeze)
  }

  /// Freezes where escape and the freeze key came as one read and look like alt and that key.
  mutating func freezeWithAlt(_ key: Key, _ moment: Moment) -> [ConsoleRequest]? {
    guard key.modifiers == .alt, meaning(of: key) == nil,
      keymap.meaning(of: Key(key.base), in: view.focus.context) == .action(.freeze)
    else { return nil }
    return escape(moment) + act(on: Key(key.base), moment)
  }

  /// Presses the escape key and notes whether it did anything: what closed a dialog must not go on
  /// as another key in what lay under it.
  mutating func escape(_ moment: Moment) -> [ConsoleRequest] {
    var before = view
    before.message = nil
    let requests = act(on: .named(.escape), moment)
    var after = view
    after.message = nil
    escapeActed = !requests.isEmpty || before != after
    return requests
  }
}
