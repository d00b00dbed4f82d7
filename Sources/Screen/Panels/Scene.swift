import Engine
import Market

/// All a panel may look at: what the engine and the session show, and what the operator chose.
struct Scene {
  let snapshot: Snapshot
  let status: SessionStatus
  let view: ViewState
  let keymap: Keymap
  let figures: Figures
  /// How wide prices are here, so that columns stand still.
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

  /// Whether what the market panels show can't be trusted to be of now.
  var isStale: Bool {
    switch snapshot.market.condition {
    case .stale, .unknown, .impossible: true
    case .live, .locked, .crossed: false
    }
  }

  /// How old the market's truth is, in words that stay calm while it is fresh.
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

  /// The role of a text that depends on the market: dim where the market is not of now.
  func market(_ role: Role) -> Role { isStale ? .stale : role }

  /// How wide lots' names must be to be told apart.
  var lotWidth: Int {
    let largest = max(snapshot.lots.last?.id.value ?? 0, snapshot.legs.map(\.lot.value).max() ?? 0)
    return min(8, max(5, String(largest).utf8.count + 1))
  }

  /// A lot's name; one too long for a column keeps its last digits.
  func lotName(_ lot: PositionID) -> String {
    let text = "#\(lot.value)"
    let width = lotWidth
    return text.utf8.count <= width ? text : "…" + text.suffix(width - 1)
  }

  func profitRole(_ amount: ExactMoney) -> Role {
    amount.units > 0 ? .pnlGain : amount.units < 0 ? .pnlLoss : .pnlFlat
  }

  /// The first key for an action where the focus is, for texts that name a key.
  func key(for action: Action, in context: KeyContext? = nil) -> String {
    keymap.keys(for: action, in: context ?? view.focus.context).first ?? "(unbound)"
  }

  /// How long ago something was, seen from the snapshot.
  func ago(_ instant: Instant) -> String {
    TimeText.span(max(0, snapshot.time.nanoseconds(since: instant)))
  }
}
