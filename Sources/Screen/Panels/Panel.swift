/// The parts of the screen that can be focused or printed alone. The raw value is the name for
/// `--dump`.
public enum Panel: String, CaseIterable, Sendable {
  case ladder
  case opens
  case lots
  case legs
  case metrics
  case log
  case header
  case help
  case explain
  case books
  case restart

  /// The panels that can have the focus, in the order of the focus keys.
  public static let focusable: [Panel] = [.ladder, .opens, .lots, .legs, .metrics, .log]

  /// The panels that can be shown alone. An explanation can't: it needs something to explain. Nor
  /// can the restart assistant: it needs a restart.
  public static let alone = allCases.filter { $0 != .explain && $0 != .restart }

  /// Returns the panel with a name; nil if there is none.
  public static func named(_ name: String) -> Panel? { Panel(rawValue: name) }

  /// The text of its title.
  public var title: String {
    switch self {
    case .ladder: "Ladder"
    case .opens: "Pending opens"
    case .lots: "Lots"
    case .legs: "Legs (exits)"
    case .metrics: "Metrics"
    case .log: "Log"
    case .header: "Header"
    case .help: "Help"
    case .explain: "Why"
    case .books: "Account and venue"
    case .restart: "Restart: what was found"
    }
  }

  /// The text of its tab.
  var tab: String {
    switch self {
    case .opens: "opens"
    case .legs: "legs"
    case .ladder, .lots, .metrics, .log, .header, .help, .explain, .books, .restart: rawValue
    }
  }

  /// The context whose keys hold while the panel has the focus.
  var context: KeyContext {
    switch self {
    case .ladder, .header: .ladder
    case .opens, .lots, .legs, .metrics: .list
    case .log: .log
    case .help, .explain, .books: .help
    case .restart: .restart
    }
  }
}
