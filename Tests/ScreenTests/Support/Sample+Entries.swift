import Market
import Venue

@testable import Engine
@testable import Screen

extension Sample {
  /// The cycle mode at work: an attempt that rests, one that waits for its back-off, a lot.
  static func cycling() -> Snapshot {
    var snapshot = quoted()
    snapshot.entries.mode = .cycle
    snapshot.grid.anchor = price(612_510)
    snapshot.grid.buySpacingTicks = 306
    snapshot.grid.sellSpacingTicks = 306
    let resting = id(.attempt, 612_504, 3)
    snapshot.pendingOpens = [
      PendingOpenView(
        id: resting, side: .buy, price: price(612_504), quantity: size(3), filled: size(1),
        state: .confirmed, reason: Reason(.attempted), quote: Money(price(612_504), times: size(2)),
        intendedExit: price(612_810), sentAt: before(4), aheadEstimate: size(1_250))
    ]
    snapshot.entries.attempts = [
      AttemptView(
        id: AttemptID(1), purpose: .attempt, side: .buy, phase: .resting, quantity: size(3),
        filled: size(1),
        price: price(612_504), offset: 1, reprices: 2, deadline: before(-26),
        reason: Reason(.attempted), order: resting),
      AttemptView(
        id: AttemptID(2), purpose: .attempt, side: .sell, phase: .waiting, quantity: size(3),
        filled: .zero,
        price: price(612_507), offset: 1, reprices: 0, deadline: before(-12),
        reason: Reason(.wouldCross, value: 612_507, limit: 612_507), order: nil),
    ]
    return snapshot
  }
}
