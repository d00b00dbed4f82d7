import Engine
import Market
import Venue

/// R3, EXIT-03: what the engine shows as watched is watched: when the stop's price is reached and
/// the book is live, the stop is triggered. If it is too small alone, it is triggered once the
/// lots of its side whose stops were reached are together worth the venue's minimum.
///
/// It is checked every few seconds, and the engine must have had one whole interval; two more if
/// the lot is being closed, because the outcome of that comes first.
struct WatchedStopsGoOff: Checker {
  /// The number of looks in a row that found the stop of a lot reached.
  private var reached: [Int64: Int] = [:]

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    var now: [Int64: Int] = [:]
    defer { reached = now }
    // After a restart a stop waits for the first comparison, and at most for this time.
    guard isVisible(snapshot), !snapshot.control.legsAreHeld, stage.isSettled(stage.beganAt),
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

  /// Whether the lots of a side that can only be sent together are worth the venue's minimum at the
  /// best price.
  private func isWorthSending(_ lots: [LotView], _ snapshot: borrowing Snapshot) -> Bool {
    let together = lots.filter(\.stopsTogether)
    guard let side = together.first?.side,
      let best = side == .buy ? snapshot.market.bestBid : snapshot.market.bestAsk
    else { return false }
    let quantity = together.reduce(Quantity.zero) { $0 + $1.watchedStop }
    return Money(best, times: quantity) >= snapshot.instrument.minimumNotional
  }

  /// Whether the engine can know where the market is.
  private func isVisible(_ snapshot: borrowing Snapshot) -> Bool {
    guard snapshot.grid.block == nil || snapshot.control.isFrozen else { return false }
    return switch snapshot.market.condition {
    case .live, .locked: true
    case .unknown, .crossed, .impossible, .stale: false
    }
  }

  /// The price that triggers a stop of a side.
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
