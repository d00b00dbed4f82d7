import Engine
import Market

/// All that a panel may read: what the engine and the session show, and the operator's choices.
struct Scene {
  let snapshot: Snapshot
  let status: SessionStatus
  let view: ViewState
  let keymap: Keymap
  let figures: Figures
  /// The width of prices on this screen, so that columns keep their place.
  let priceWidth: Int

  init(snapshot: Snapshot, status: SessionStatus, view: ViewState, keymap: Keymap) {
    self.snapshot = snapshot
    self.status = status
    self.view = view
    self.keymap = keymap
    figures = Figures(snapshot.instrument)
    let typical = LadderState.centre(of: snapshot) ?? snapshot.ladder.first?.ticks ?? 0
    priceWidth = max(5, figures.ticks(typical).utf8.count)
  }

  /// Whether the data of the market panels can't be trusted to be current.
  var isStale: Bool {
    switch snapshot.market.condition {
    case .stale, .unknown, .impossible: true
    case .live, .locked, .crossed: false
    }
  }

  /// The age of the market data, in words that do not change while the data are fresh.
  var age: (text: String, role: Role) {
    guard let age = snapshot.market.bookAgeNanoseconds else { return ("no data", .unknown) }
    let span = age < TimeText.nanosecondsPerSecond ? "<1 s" : TimeText.span(age)
    switch snapshot.market.condition {
    case .stale: return ("STALE \(span)", .stale)
    case .unknown: return ("NO BOOK \(span)", .unknown)
    case .crossed: return ("CROSSED \(span)", .warning)
    case .impossible: return ("IMPOSSIBLE \(span)", .warning)
    case .locked: return ("locked \(span)", .textDim)
    case .live: return (span, .textDim)
    }
  }

  /// The role of a text that depends on the market: dim if the market is stale.
  func market(_ role: Role) -> Role { isStale ? .stale : role }

  /// The width that lots' names need to differ.
  var lotWidth: Int {
    let largest = max(snapshot.lots.last?.id.value ?? 0, snapshot.legs.map(\.lot.value).max() ?? 0)
    return min(8, max(5, String(largest).utf8.count + 1))
  }

  /// A lot's name. If it is too long for its column, its last digits are kept.
  func lotName(_ lot: PositionID) -> String {
    let text = "#\(lot.value)"
    let width = lotWidth
    return text.utf8.count <= width ? text : "…" + text.suffix(width - 1)
  }

  func profitRole(_ amount: ExactMoney) -> Role {
    amount.units > 0 ? .pnlGain : amount.units < 0 ? .pnlLoss : .pnlFlat
  }

  /// The first key for an action in the focused panel's context, or in another one, for texts that
  /// name a key.
  func key(for action: Action, in context: KeyContext? = nil) -> String {
    keymap.keys(for: action, in: context ?? view.focus.context).first ?? "(unbound)"
  }

  /// The time from a moment to the snapshot.
  func ago(_ instant: Instant) -> String {
    TimeText.span(max(0, snapshot.time.nanoseconds(since: instant)))
  }
}
