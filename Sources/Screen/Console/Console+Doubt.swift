extension Console {
  /// Takes a key that may not be one the operator pressed.
  ///
  /// The freeze key still acts. A key whose escape byte already acted as the escape key acts if
  /// that escape did nothing. Text after a paste goes on into a prompt. Everything else is dropped,
  /// and a message says so.
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

  /// Whether a key means freeze where it is pressed now. In a prompt it is a letter.
  private func freezes(_ key: Key) -> Bool {
    meaning(of: key) == .action(.freeze)
  }

  /// Freezes if escape and the freeze key came in one read and so look like alt and the freeze key.
  mutating func freezeWithAlt(_ key: Key, _ moment: Moment) -> [ConsoleRequest]? {
    guard key.modifiers == .alt, meaning(of: key) == nil,
      keymap.meaning(of: Key(key.base), in: view.focus.context) == .action(.freeze)
    else { return nil }
    return escape(moment) + act(on: Key(key.base), moment)
  }

  /// Presses the escape key and notes whether it did anything. If it closed a dialog, the rest of
  /// the sequence must not act as another key on what lay under the dialog.
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
