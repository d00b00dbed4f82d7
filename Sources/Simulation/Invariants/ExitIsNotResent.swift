import Engine
import Market
import Venue

/// O2, O3 of exits: when an exit leaves, it and all earlier exits of its kind without a reported
/// end are together for no more than is open of their lot.
///
/// A reduce-only stop may be replaced while the earlier one is still live.
struct ExitIsNotResent: Checker {
  private var sent: [Slot: [ClientOrderID]] = [:]
  /// Whether the running engine is one that a journal held.
  private var hasContinued = false

  private struct Slot: Hashable {
    let lot: Int64
    let purpose: Purpose
  }

  mutating func look(at stage: borrowing Stage) -> Finding? {
    // A list of fills may have brought fills after the engine had acted on an earlier answer of the
    // same step.
    let tellsOfFills = !stage.boundary.countedFills.isEmpty
    if stage.continued != nil { hasContinued = true }
    for order in stage.boundary.placed {
      if let found = besideUnknown(order, stage) { return found }
      guard let purpose = order.id.purpose, purpose.isOfOneLot,
        purpose != .stopLoss || !order.isReduceOnly
      else { continue }
      let slot = Slot(lot: order.id.subject, purpose: purpose)
      var open = sent[slot, default: []].filter { mayFill($0, stage) > 0 }
      let unresolved = open.reduce(Int64(0)) { $0 + mayFill($1, stage) }
      open.append(order.id)
      sent[slot] = open
      guard unresolved > 0, !tellsOfFills,
        let lot = stage.run.engine.lotViews.first(where: { $0.id.value == slot.lot }),
        unresolved + order.quantity.steps > lot.open.steps
      else { continue }
      return Finding(
        .unknownIsNotResent,
        expected: "exits of lot \(slot.lot) for \(lot.open.steps) at most, of which \(unresolved) "
          + "have no known end", found: "order \(order.id.generation) for \(order.quantity.steps)")
    }
    return nil
  }

  /// What an exit may still fill, as far as the running engine could know. Of an exit that an ended
  /// process sent without a record, the end may never be reported. It counts as long as it is live or
  /// on the way, or has filled what was not reported.
  private func mayFill(_ id: ClientOrderID, _ stage: borrowing Stage) -> Int64 {
    guard let sent = stage.boundary.orders[id] else { return 0 }
    guard !stage.boundary.isOwn(id) else { return sent.isResolved ? 0 : sent.heardLeft }
    let isComing = stage.boundary.underWay.contains(id)
    let left = stage.truth.orders[id]?.remaining ?? (isComing ? sent.order.quantity.steps : 0)
    let filled = stage.truth.filledExits[id, default: 0]
    return left + max(0, filled - stage.boundary.known.filledExits[id, default: 0])
  }

  /// A take-profit that leaves while one of the same side is live that an ended process sent for a
  /// lot of its own: both may be for the same fill.
  private func besideUnknown(_ order: NewOrder, _ stage: borrowing Stage) -> Finding? {
    guard hasContinued, order.id.purpose == .takeProfit else { return nil }
    for id in stage.truth.sortedIDs
    where id.purpose == .takeProfit && id.tag == stage.tag && !stage.boundary.isOwn(id)
      && stage.truth.orders[id]?.side == order.side && !stage.run.engine.isLive(id)
    {
      guard !stage.run.engine.lotViews.contains(where: { $0.id.value == id.subject }) else {
        continue
      }
      return Finding(
        .unknownIsNotResent,
        expected: "no exit while exit \(id.generation) of an ended process is live and unknown",
        found: "order \(order.id.generation) of lot \(order.id.subject)")
    }
    return nil
  }

  mutating func beginEngine() { (sent, hasContinued) = ([:], false) }

  /// An exit may have left without a record. The engine must find it before it sends another.
  mutating func continueEngine(from durable: ExitIsNotResent) {}
}
