import Engine
import Market
import Venue

/// R3, EXIT-03: what the engine shows as watched is watched: where the stop's price is reached and the
/// book is live, it goes off; where it is too small alone, once what of its side has come so far is
/// worth the venue's minimum.
///
/// It is looked at every few seconds, and the engine must have had one whole such time; two more where
/// the lot is being closed, whose outcome comes first.
struct WatchedStopsGoOff: Checker {
  /// In how many looks in a row the stops of lots were found reached.
  private var reached: [Int64: Int] = [:]

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    var now: [Int64: Int] = [:]
    defer { reached = now }
    guard isVisible(snapshot), !snapshot.control.legsAreHeld,
      snapshot.control.flatten == .idle || snapshot.control.flatten == .done
    else { return nil }
    let due = snapshot.lots.filter {
      !$0.watchedStop.isZero && $0.stopFiredAt == nil && isReached($0, stage, snapshot)
    }
    for lot in due {
      guard let stop = lot.stop, let price = observed(stage, lot.side.opposite, snapshot),
        !lot.stopsTogether || isWorthSending(due.filter { $0.side == lot.side }, snapshot)
      else { continue }
      let looks = reached[lot.id.value, default: 0] + 1
      now[lot.id.value] = looks
      guard looks > (lot.closing == nil ? 1 : 3) else { continue }
      return Finding(
        .watchedStopsGoOff, expected: "the stop of lot \(lot.id.value) to trigger at \(stop.ticks)",
        found: "\(lot.watchedStop.steps) of it have not triggered at \(price.ticks)")
    }
    return nil
  }

  private func isReached(
    _ lot: LotView, _ stage: borrowing Stage, _ snapshot: borrowing Snapshot
  ) -> Bool {
    guard let stop = lot.stop, let price = observed(stage, lot.side.opposite, snapshot) else {
      return false
    }
    return lot.side == .buy ? price <= stop : price >= stop
  }

  /// Whether the lots of a side that can leave only together are worth the venue's minimum where the
  /// market is.
  private func isWorthSending(_ lots: [LotView], _ snapshot: borrowing Snapshot) -> Bool {
    let together = lots.filter(\.stopsTogether)
    guard let side = together.first?.side,
      let best = side == .buy ? snapshot.market.bestBid : snapshot.market.bestAsk
    else { return false }
    let quantity = together.reduce(Quantity.zero) { $0 + $1.watchedStop }
    return Money(best, times: quantity) >= snapshot.instrument.minimumNotional
  }

  /// Whether the engine can tell where the market is.
  private func isVisible(_ snapshot: borrowing Snapshot) -> Bool {
    guard snapshot.grid.block == nil || snapshot.control.isFrozen else { return false }
    return switch snapshot.market.condition {
    case .live, .locked: true
    case .unknown, .crossed, .impossible, .stale: false
    }
  }

  /// The price that sets a stop of a side off.
  private func observed(
    _ stage: borrowing Stage, _ side: Side, _ snapshot: borrowing Snapshot
  ) -> Price? {
    switch stage.plan.run.engine.exits.stop.reference {
    case .mark: snapshot.market.mid
    case .last: snapshot.market.lastTrade?.price
    case .oppositeBest: side == .sell ? snapshot.market.bestBid : snapshot.market.bestAsk
    }
  }

  mutating func beginEngine() { reached = [:] }
}
