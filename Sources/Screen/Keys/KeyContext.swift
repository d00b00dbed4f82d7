/// Where a binding holds. The raw value is the name used in `keymap.json`.
public enum KeyContext: String, CaseIterable, Sendable {
  /// Everywhere except under an overlay.
  case normal
  /// While the ladder has the focus; its bindings come before those of ``normal``.
  case ladder
  /// While the entries, lots, legs or metrics have the focus; its bindings come before ``normal``.
  case list
  /// While the log has the focus; its bindings come before those of ``normal``.
  case log
  case help
  /// While the restart assistant is open.
  case restart
  case dialog
  /// While the operator types a text.
  case prompt

  /// Whether the bindings of ``normal`` hold too, where this context has none of its own.
  var liesOverNormal: Bool {
    switch self {
    case .ladder, .list, .log: true
    case .normal, .help, .restart, .dialog, .prompt: false
    }
  }
}
