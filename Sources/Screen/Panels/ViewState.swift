import Engine
import Venue

/// What the operator chose to look at. None of it changes what is traded.
struct ViewState: Equatable, Sendable {
  var ladder = LadderState()
  var focus = Panel.ladder
  /// The panel beside the ladder if there is room for one.
  var side = Panel.opens
  var isEnlarged = false
  var filter = LogFilter.all
  var isMouseOn = false
  var themeIndex = 0
  private(set) var overlay = Overlay.none
  /// Whether the restart assistant opens again when the dialog or panel above it is closed.
  private var coversRestart = false
  /// The client id of the entry order picked up to be moved.
  var carried: ClientOrderID?
  /// The keys of a prefix typed so far.
  var prefix: [Key] = []
  var message: Message?
  private var scrolls: [Panel: Int] = [:]

  /// Shows something over the panels. The restart assistant stays beneath it.
  mutating func cover(with shown: Overlay) {
    if shown == .restart { coversRestart = false }
    if overlay == .restart, shown != .restart { coversRestart = true }
    overlay = shown
  }

  /// Closes what lies on top.
  mutating func uncover() {
    overlay = coversRestart ? .restart : .none
    coversRestart = false
  }

  /// How far a panel's list is scrolled, or which of its rows is selected.
  subscript(scroll panel: Panel) -> Int {
    get { scrolls[panel] ?? 0 }
    set { scrolls[panel] = max(0, newValue) }
  }
}

/// What lies on top of the panels.
enum Overlay: Equatable, Sendable {
  case none
  case help
  /// The explanation of something.
  case explanation(ExplainTarget)
  /// The alarms, the ledger, the cooldowns and the last closed lots.
  case books
  /// What a restart found, with the operator's answers.
  case restart
  case dialog(Dialog)
  case prompt(Prompt)
}

/// A message to the operator, shown until the next key or for a limited time.
struct Message: Equatable, Sendable {
  enum Kind: Equatable, Sendable { case info, warning, refusal }

  var text: String
  var kind: Kind
  var ageNanoseconds: Int64 = 0

  /// How long a message stays without a key.
  static let lifetimeNanoseconds: Int64 = 8_000_000_000
}

/// A text being typed.
struct Prompt: Equatable, Sendable {
  var text = ""
  /// Why the last attempt was refused.
  var problem: String?

  /// Longer than any time that an operator would type.
  static let maximumLength = 40
}
