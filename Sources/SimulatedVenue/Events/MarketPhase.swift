import Market
import Venue

/// Whether the market trades.
///
/// | phase | new orders | cancels | what rests |
/// |---|---|---|---|
/// | trading | taken | taken | fills |
/// | post-only | post-only ones | taken | fills |
/// | halted | refused | taken | stands, and nothing fills or goes off |
/// | closed | refused | refused, as nothing stands | is gone |
extension SimulatedVenue {
  /// Puts the market into a phase; closing it ends every order as `delisted`.
  public mutating func setPhase(_ new: MarketStatus.Phase, at time: Instant) {
    happen(until: time)
    guard phase != .closed, new != phase else { return }
    let wasHalted = phase == .halted
    if new == .closed { return close(at: time) }
    phase = new
    // What stood before ours may have changed in between.
    if wasHalted { relearnLevels() }
    settleAftermath(at: time)
  }

  /// Lets the market end at a moment: it is told from now on.
  public mutating func endMarket(at end: Instant) {
    own.endsAt = end
    endsAt = end
  }

  mutating func close(at time: Instant) {
    cancelAll(.delisted, at: time)
    phase = .closed
    endsAt = endsAt ?? time
  }

  /// Whether orders are matched.
  @inline(__always)
  var isMatching: Bool { phase == .trading || phase == .postOnly }

  func refusal(ofPhase order: NewOrder) -> Refusal? {
    switch phase {
    case .trading: nil
    case .postOnly: order.timeInForce == .postOnly && order.trigger == nil ? nil : .postOnlyPhase
    case .halted, .closed: .marketClosed
    }
  }

  /// Keeps the book while nothing is matched.
  @inline(never)
  mutating func follow(_ update: MarketUpdate) {
    guard !update.kinds.isDisjoint(with: book.kinds) else { return }
    book.apply(update)
    isCrossed = book.isCrossed
    noteCrossing()
    noteConsumed(update)
    outrun = Outrun()
  }
}
