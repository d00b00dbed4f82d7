import Engine
import Market
import Venue

/// R2, EXIT-07: the live exits of one kind do not exceed what is open of their lot for longer than
/// it takes to make them smaller. In a grid of one direction they are reduce-only. A flatten
/// reduces the position under the stops, which stay with the rest of their lots until it is done.
struct ExitsNeverIncrease: Checker {
  private var excessSince: [Excess: Instant] = [:]

  private struct Excess: Hashable {
    let lot: Int64
    let purpose: Purpose
  }

  /// A cancel may go unanswered, be sent again, and be compared with the venue after a minute.
  private static let patienceNanoseconds: Int64 = 90_000_000_000

  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard stage.boundary.placed.contains(where: { $0.id.purpose?.isExit ?? false }) else {
      return nil
    }
    let isDirected = stage.plan.run.engine.grid.direction != .neutral
    let lots = stage.run.engine.lotViews
    // A report may have been overtaken by a list of fills of the same moment.
    let tellsOfFills = stage.run.kernel.traffic.answers.contains {
      if case .fills(let page) = $0 { !page.fills.isEmpty } else { false }
    }
    for order in stage.boundary.placed where order.id.purpose?.isExit ?? false {
      if isDirected, !order.isReduceOnly {
        return Finding(
          .exitsNeverIncrease, expected: "reduce-only exits in a grid of one direction",
          found: "order \(order.id.generation) was not reduce-only")
      }
      if isDirected, !tellsOfFills, order.id.purpose == .takeProfit,
        let found = beyondPosition(order, stage)
      {
        return found
      }
      let open =
        order.id.purpose == .sideStop
        ? lots.filter { $0.side == order.side.opposite }.map(\.open).reduce(.zero, +)
        : lots.first { $0.id.value == order.id.subject }?.open
      if let open, order.quantity > open, !tellsOfFills {
        return Finding(
          .exitsNeverIncrease, expected: "at most \(open.steps) to close lot \(order.id.subject)",
          found: "order \(order.id.generation) was sent for \(order.quantity.steps)")
      }
    }
    return nil
  }

  /// In a grid of one direction, when a take-profit is sent, all take-profits together are for no
  /// more than the position that was reported.
  private func beyondPosition(_ order: NewOrder, _ stage: borrowing Stage) -> Finding? {
    var out: Int64 = 0
    for (id, standing) in stage.truth.orders
    where id.purpose == .takeProfit && stage.mustKnow(id) && standing.side == order.side {
      out += standing.remaining
    }
    for id in stage.boundary.underWay where id.purpose == .takeProfit && stage.mustKnow(id) {
      guard let sent = stage.boundary.orders[id]?.order, sent.side == order.side else { continue }
      out += sent.quantity.steps
    }
    let told = stage.boundary.heardPosition + stage.run.engine.adjustedSteps
    guard out > abs(told) else { return nil }
    return Finding(
      .exitsNeverIncrease, expected: "take-profits for at most the position, \(told)",
      found: "\(out) with order \(order.id.generation)")
  }

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    var excesses: [Excess: Instant] = [:]
    defer { excessSince = excesses }
    var live: [Excess: Int64] = [:]
    for (id, order) in stage.truth.orders {
      guard let purpose = id.purpose, purpose.isOfOneLot, id.tag == stage.tag else { continue }
      live[Excess(lot: id.subject, purpose: purpose), default: 0] += order.remaining
    }
    let flatten = snapshot.control.flatten
    let isFlattening = flatten == .clearing || flatten == .reducing
    for lot in snapshot.lots {
      for purpose in [Purpose.takeProfit, .stopLoss, .close]
      where purpose != .stopLoss || !isFlattening {
        let key = Excess(lot: lot.id.value, purpose: purpose)
        guard let standing = live[key], standing > lot.open.steps else { continue }
        let since = excessSince[key] ?? stage.time
        excesses[key] = since
        guard stage.time.nanoseconds(since: since) > ExitsNeverIncrease.patienceNanoseconds else {
          continue
        }
        return Finding(
          .exitsNeverIncrease, expected: "at most \(lot.open.steps) to close lot \(lot.id.value)",
          found: "\(purpose) \(standing)")
      }
    }
    return nil
  }

  mutating func beginEngine() { excessSince = [:] }
}
