/// Where a binding holds. The raw value is the name used in `keymap.json`.
public enum KeyContext: String, CaseIterable, Sendable {
  /// Everywhere but under an overlay.
  case normal
  /// While the ladder has the focus; lies over ``normal``.
  case ladder
  /// While the opens, lots, legs or metrics have the focus; lies over ``normal``.
  case list
  /// While the log has the focus; lies over ``normal``.
  case log
  case help
  case dialog
  /// While a text is typed.
  case prompt

  /// Whether ``normal`` shows through.
  var liesOverNormal: Bool {
    switch self {
    case .ladder, .list, .log: true
    case .normal, .help, .dialog, .prompt: false
    }
  }
}
