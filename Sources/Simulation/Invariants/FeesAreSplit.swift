import Engine
import Market
import Venue

/// L3, LEDGER-08: of the fee of one fill, every lot that it closes or opens bears the share of its
/// size.
///
/// It is checked only if one fill was booked in the step: only then is it certain whose fee it was.
struct FeesAreSplit: Checker {
  /// The number of close records seen so far, and the id of the newest lot.
  private var seen = 0
  private var newestLot: Int64 = 0

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let closes = stage.run.engine.recentCloses
    guard !stage.boundary.countedFills.isEmpty else {
      seen = closes.total
      return nil
    }
    let lots = stage.run.engine.lotViews
    let records = closes.elements.suffix(closes.total - seen)
    let opened = lots.filter { $0.id.value > newestLot }
    seen = closes.total
    newestLot = max(newestLot, lots.map(\.id.value).max() ?? 0)
    // A fill that an adjustment had already given to the lots brings no fee of its own.
    guard stage.run.engine.recoveries[.adjusted] == 0, stage.boundary.countedFills.count == 1,
      let fill = stage.boundary.countedFills.first
    else { return nil }
    // A flatten that is flat, and a start with more legs than are held, set lots off against each
    // other without a fee, besides what the fill closed first.
    var left = fill.quantity
    for record in records
    where record.side == fill.side.opposite && record.exit == fill.price
      && record.quantity <= left
      && (record.cause != .flatten || fill.order.purpose == .flatten)
      && (record.cause != .foreign || !stage.boundary.isOwn(fill.order))
    {
      left -= record.quantity
      let share = fill.fee.share(record.quantity, of: fill.quantity)
      guard !isNear(record.exitFee, share) else { continue }
      return Finding(
        .feesAreSplit, expected: "\(share.units) of the fee for closing lot \(record.lot.value)",
        found: "\(record.exitFee.units)")
    }
    // A lot that took in dust has the fees of that dust, too.
    for lot in opened
    where lot.side == fill.side && lot.openedAt == fill.time
      && lot.open + lot.closed <= fill.quantity
    {
      let share = fill.fee.share(lot.open + lot.closed, of: fill.quantity)
      guard !isNear(lot.fees, share) else { continue }
      return Finding(
        .feesAreSplit, expected: "\(share.units) of the fee for opening lot \(lot.id.value)",
        found: "\(lot.fees.units)")
    }
    return nil
  }

  /// Shares are rounded so that they add up to the whole fee.
  private func isNear(_ fee: ExactMoney, _ share: ExactMoney) -> Bool {
    abs(fee.units - share.units) <= 1
  }

  mutating func beginEngine() { self = FeesAreSplit() }

  /// The engine has the lots and closes that it had when it was committed.
  mutating func continueEngine(from durable: FeesAreSplit) { self = durable }
}
