import Engine
import Market

extension Console {
  /// More keys than this in one read are a paste or a burst, not commands.
  static let burstLimit = 4
  /// How often an open question asks the engine again what its command would do.
  static let previewIntervalNanoseconds: Int64 = 500_000_000
  static let wheelRows = 3

  /// Handles an event. The caller carries out the returned requests in their order.
  public mutating func handle(
    _ event: ConsoleEvent, snapshot: Snapshot, status: SessionStatus
  ) -> [ConsoleRequest] {
    let moment = Moment(snapshot: snapshot, status: status)
    switch event {
    case .key(let key): return handle([key], moment)
    case .doubtful(let key, let doubt): return handle(key, doubt, moment)
    case .keys(let keys): return handle(keys, moment)
    case .paste(let text): return paste(text)
    case .resize(let size):
      self.size = size
      return []
    case .mouse(let mouse): return handle(mouse, moment)
    case .tick(let elapsed): return tick(elapsed, moment)
    }
  }

  // MARK: Keys

  private mutating func handle(_ keys: [Key], _ moment: Moment) -> [ConsoleRequest] {
    let isBurst = keys.count > Console.burstLimit
    var requests: [ConsoleRequest] = []
    var dropped = 0
    for key in keys {
      if isBurst, !isHarmless(key, repeated: Set(keys).count == 1) {
        dropped += 1
      } else {
        requests += press(key, moment)
      }
    }
    if dropped > 0 {
      view.prefix = []
      refuse("\(dropped) keys came at once: taken as pasted text, not as commands")
    }
    return requests
  }

  /// Whether a key may act within a burst. Moving about always may; a single repeated key may also
  /// step through time.
  private func isHarmless(_ key: Key, repeated: Bool) -> Bool {
    if case .prompt = view.overlay { return key.typed != nil }
    guard case .action(let action)? = meaning(of: key) else { return false }
    switch action.facts.group {
    case .ladder, .panels: return true
    case .time: return repeated
    case .trading, .program, .answers: return false
    }
  }

  mutating func press(_ key: Key, _ moment: Moment) -> [ConsoleRequest] {
    if key == .named(.escape) { return escape(moment) }
    return freezeWithAlt(key, moment) ?? act(on: key, moment)
  }

  mutating func act(on key: Key, _ moment: Moment) -> [ConsoleRequest] {
    if case .prompt(let prompt) = view.overlay, edit(prompt, with: key) { return [] }
    view.message = nil
    switch meaning(of: key) {
    case .action(let action)?:
      view.prefix = []
      return perform(action, moment)
    case .prefix?:
      view.prefix.append(key)
      return []
    case nil:
      unbound(key)
      return []
    }
  }

  /// What a key means in the contexts in force. The freeze key acts through a dialog and the help
  /// too.
  func meaning(of key: Key) -> KeyMeaning? {
    switch view.overlay {
    case .none: return keymap.meaning(of: key, after: view.prefix, in: view.focus.context)
    case .prompt: return keymap.meaning(of: key, in: .prompt)
    case .help, .explanation, .books: return keymap.meaning(of: key, in: .help) ?? freeze(key)
    case .restart: return keymap.meaning(of: key, in: .restart) ?? freeze(key)
    case .dialog: return keymap.meaning(of: key, in: .dialog) ?? freeze(key)
    }
  }

  private func freeze(_ key: Key) -> KeyMeaning? {
    let meaning = keymap.meaning(of: key, in: view.focus.context)
    return meaning == .action(.freeze) ? meaning : nil
  }

  private mutating func unbound(_ key: Key) {
    let typed = (view.prefix + [key]).map(\.name).joined(separator: " ")
    let isCancelled = !view.prefix.isEmpty && key == .named(.escape)
    view.prefix = []
    if case .dialog = view.overlay, let text = otherCase(of: key) { return refuse(text) }
    guard !isCancelled, view.overlay == .none else { return }
    let help = keymap.keys(for: .help, in: view.focus.context).first ?? ""
    tell("\"\(typed)\" is not bound; \(help) shows the keys")
  }

  /// A hint about caps lock if a dialog binds the key in lower case only; nil otherwise.
  private func otherCase(of key: Key) -> String? {
    guard let typed = key.typed, typed.properties.isUppercase,
      let small = typed.properties.lowercaseMapping.unicodeScalars.first,
      keymap.meaning(of: Key(.character(small)), in: .dialog) != nil
    else { return nil }
    return "\(typed) is not \(small): is caps lock on?"
  }

  // MARK: Typed text

  /// Takes a key as typed text if it is one. Returns whether it was.
  mutating func edit(_ prompt: Prompt, with key: Key) -> Bool {
    var prompt = prompt
    if let typed = key.typed {
      prompt.add(String(typed))
    } else if key == .named(.backspace) {
      if !prompt.text.isEmpty { prompt.text.removeLast() }
      prompt.problem = nil
    } else if key == .character("u", .control) {
      prompt = Prompt()
    } else {
      return false
    }
    view.cover(with: .prompt(prompt))
    return true
  }

  /// Pasted text goes into a prompt if one is open. It is never taken as commands.
  private mutating func paste(_ text: String) -> [ConsoleRequest] {
    guard case .prompt(var prompt) = view.overlay else {
      refuse("pasted text is not taken as commands")
      return []
    }
    prompt.add(text)
    view.cover(with: .prompt(prompt))
    return []
  }

  // MARK: Time

  private mutating func tick(_ elapsed: Int64, _ moment: Moment) -> [ConsoleRequest] {
    let passed = max(0, elapsed)
    view.ladder.pass(passed)
    if var message = view.message {
      message.ageNanoseconds = message.ageNanoseconds.addingClamped(passed)
      view.message = message.ageNanoseconds < Message.lifetimeNanoseconds ? message : nil
    }
    tellNotices(moment.status.notices)
    return refreshPreview(passed)
  }

  /// Renews the preview of an open question, because the market moves while the question is open.
  private mutating func refreshPreview(_ passed: Int64) -> [ConsoleRequest] {
    guard case .dialog(var dialog) = view.overlay, let command = dialog.previewed else { return [] }
    dialog.previewAgeNanoseconds = dialog.previewAgeNanoseconds.addingClamped(passed)
    let isDue = dialog.previewAgeNanoseconds >= Console.previewIntervalNanoseconds
    if isDue { dialog.previewAgeNanoseconds = 0 }
    view.cover(with: .dialog(dialog))
    return isDue ? [.preview(command)] : []
  }

  private mutating func tellNotices(_ notices: [String]) {
    if notices.count > noticeCount, let newest = notices.last { tell(newest) }
    noticeCount = notices.count
  }

  // MARK: Mouse

  private mutating func handle(_ mouse: MouseEvent, _ moment: Moment) -> [ConsoleRequest] {
    guard view.isMouseOn, !Layout.isTooSmall(columns: size.columns, rows: size.rows) else {
      return []
    }
    switch mouse.action {
    case .wheelUp: return scroll(by: Console.wheelRows, at: mouse, moment.snapshot)
    case .wheelDown: return scroll(by: -Console.wheelRows, at: mouse, moment.snapshot)
    case .press(.left): return click(mouse)
    case .press(.middle): return view.overlay == .none ? perform(.recentreLadder, moment) : []
    case .press(.right), .release, .drag: return []
    }
  }

  private mutating func scroll(
    by rows: Int, at mouse: MouseEvent, _ snapshot: Snapshot
  ) -> [ConsoleRequest] {
    switch view.overlay {
    case .help: return move(.help, by: rows, snapshot)
    case .explanation: return move(.explain, by: rows, snapshot)
    case .books: return move(.books, by: rows, snapshot)
    case .restart: return move(.restart, by: rows, snapshot)
    case .dialog, .prompt: return []
    case .none: return panel(at: mouse).map { move($0.panel, by: rows, snapshot) } ?? []
    }
  }

  /// A click focuses a panel, chooses a tab or selects a price. It never trades.
  private mutating func click(_ mouse: MouseEvent) -> [ConsoleRequest] {
    guard view.overlay == .none else { return [] }
    let layout = layout(for: size)
    if let tabs = layout.tabs, tabs.contains(row: mouse.row, column: mouse.column) {
      let column = mouse.column - tabs.column
      if let tab = Tabs.places().first(where: { $0.columns.contains(column) }) { focus(tab.panel) }
    } else if let (panel, area) = panel(at: mouse) {
      focus(panel)
      if panel == .ladder {
        view.ladder.select(row: mouse.row - area.row - LadderPanel.headRows)
      }
    }
    return []
  }

  private func panel(at mouse: MouseEvent) -> (panel: Panel, area: Area)? {
    layout(for: size).panels.first { $0.area.contains(row: mouse.row, column: mouse.column) }
  }

  // MARK: Words

  /// Says in the message line why something is not possible.
  mutating func refuse(_ text: String) {
    view.message = Message(text: text, kind: .refusal)
  }
}

/// The snapshot and the session status that an event is handled against.
struct Moment {
  let snapshot: Snapshot
  let status: SessionStatus
}

extension Prompt {
  /// Adds typed or pasted text up to the maximum length. Characters that can't be drawn are left
  /// out.
  mutating func add(_ addition: String) {
    let clean = SafeText(addition).text.unicodeScalars.filter { $0 != SafeText.mark }
    text = String((text + String(String.UnicodeScalarView(clean))).prefix(Prompt.maximumLength))
    problem = nil
  }
}

extension Int64 {
  /// The sum, held at the largest number if it overflows.
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
