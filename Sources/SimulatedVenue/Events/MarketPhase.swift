import Market
import Venue

/// The phases of the market.
///
/// | phase | new orders | cancels | resting orders |
/// |---|---|---|---|
/// | trading | accepted | accepted | fill |
/// | post-only | post-only ones are accepted | accepted | fill |
/// | halted | refused | accepted | stay, but nothing fills or is triggered |
/// | closed | refused | refused, as no order is live | are gone |
extension SimulatedVenue {
  /// Changes the phase of the market; closing it ends every order as `delisted`.
  public mutating func setPhase(_ new: MarketStatus.Phase, at time: Instant) {
    happen(until: time)
    guard phase != .closed, new != phase else { return }
    let wasHalted = phase == .halted
    if new == .closed { return close(at: time) }
    phase = new
    // The queue ahead of our orders may have changed meanwhile.
    if wasHalted { relearnLevels() }
    settleAftermath(at: time)
  }

  /// Sets when the market ends; the venue reports that time from now on.
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

  /// Follows the book while nothing is matched.
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
