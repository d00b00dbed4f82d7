import Engine
import Market
import Venue

/// Liveness: what the plan wants and no gate blocks is live at the venue, whatever goes wrong. A
/// minute after the last fault our orders at the venue are only those, and each has the size and
/// price that the engine shows.
///
/// A difference counts once it has been there at every look for ``patienceNanoseconds``, because
/// the market moves, and with it what is wanted. The plan is the engine's own, by the same readings
/// that decide (``Engine/explain(_:)``). The live orders are the venue's.
struct PlanIsCarriedOut: Checker {
  /// Since when each difference has existed.
  private var since: [Difference: Instant] = [:]

  private enum Difference: Hashable {
    /// A rung that nothing blocks has no order.
    case missing(Side, Price)
    /// An order of the ladder is live where there is no rung.
    case unwanted(ClientOrderID)
    /// A live order has another price or size than the engine shows.
    case differs(ClientOrderID)
    /// A part of a lot has no exit, and no reason is shown.
    case uncovered(PositionID)
    /// A gate that should have opened after the faults still blocks entries.
    case held(Gate)
  }

  private static let patienceNanoseconds: Int64 = 20_000_000_000

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    let before = since
    since = [:]
    guard isVisible(snapshot) else { return nil }
    let findings = missing(stage, snapshot) + sinceHealing(stage, snapshot)
    for (difference, finding) in findings {
      let start = before[difference] ?? stage.time
      since[difference] = start
      guard stage.time.nanoseconds(since: start) >= PlanIsCarriedOut.patienceNanoseconds else {
        continue
      }
      return finding
    }
    return nil
  }

  mutating func beginEngine() { since = [:] }

  private func isVisible(_ snapshot: borrowing Snapshot) -> Bool {
    switch snapshot.market.condition {
    case .live, .locked: true
    case .unknown, .crossed, .impossible, .stale: false
    }
  }

  private typealias Findings = [(Difference, Finding)]

  // MARK: At any time

  private func missing(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Findings {
    let lots = Set(snapshot.lots.map(\.id))
    // An over-fill lot has no stop, and entries wait until the operator has closed it. A stop that
    // is computed from the market's range waits for whole bars.
    let stopless = Set(snapshot.lots.lazy.filter { $0.isExcess || $0.stop == nil }.map(\.id.value))
    var findings: Findings = []
    for rung in snapshot.grid.rungs where rung.state == .planned {
      // The common case, decided without evaluating every gate.
      if let lot = rung.lot, lots.contains(lot) { continue }
      switch stage.run.engine.explain(.price(rung.side, rung.price)).verdict {
      case .wouldBePlaced:
        findings.append(
          (
            .missing(rung.side, rung.price),
            Finding(
              .planIsCarriedOut, expected: "an order at \(rung.side) \(rung.price.ticks)",
              found: "none, although every gate is open; its reason is \(rung.reason.code.name)")
          ))
      case .held(let gate, let reason)
      where gate.opensWithHealing && isHealed(stage)
        && !(gate == .protected && stopless.contains(reason.value))
        && !(reason.code == .fillsUnseen && mayOutrunPages(stage)):
        findings.append(
          (
            .held(gate),
            Finding(
              .planIsCarriedOut, expected: "\(rung.side) \(rung.price.ticks) not to be blocked",
              found: "\(reason.code.name)")
          ))
      case .held, .stands, .waits, .idle, .notWanted, .covers, .notOurs, .gone: break
      }
    }
    return findings
  }

  /// Whether the venue lists so few fills per page that they may come faster than they can be read.
  private func mayOutrunPages(_ stage: borrowing Stage) -> Bool {
    stage.plan.run.venue.memory.fillsPerPage < WorldPlan.leastPage
  }

  // MARK: After healing

  /// Whether the minute for agreement is nearly over: a difference that lasts from here lasts too
  /// long.
  private func isHealed(_ stage: borrowing Stage) -> Bool {
    guard let healed = stage.healedAt else { return false }
    return stage.time.nanoseconds(since: healed)
      >= WorldPlan.livenessNanoseconds - PlanIsCarriedOut.patienceNanoseconds
  }

  private func sinceHealing(
    _ stage: borrowing Stage, _ snapshot: borrowing Snapshot
  ) -> Findings {
    guard isHealed(stage) else { return [] }
    return unwanted(stage, snapshot) + differing(stage, snapshot) + uncovered(stage, snapshot)
  }

  private func unwanted(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Findings {
    guard snapshot.grid.block == nil else { return [] }
    let tolerance = stage.plan.run.engine.orders.repriceTicks
    var findings: Findings = []
    for id in stage.truth.sortedIDs where id.purpose == .ladder && !id.isForeign {
      guard let order = stage.truth.orders[id], let price = order.price, stage.mustKnow(id) else {
        continue
      }
      let isWanted = snapshot.grid.rungs.contains {
        $0.side == order.side && abs($0.price.ticks - price.ticks) <= tolerance
      }
      guard !isWanted else { continue }
      findings.append(
        (
          .unwanted(id),
          Finding(
            .planIsCarriedOut, expected: "no order where there is no rung",
            found: "order \(id.generation) works at \(order.side) \(price.ticks)")
        ))
    }
    return findings
  }

  private func differing(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Findings {
    var findings: Findings = []
    func look(_ id: ClientOrderID, _ remaining: Quantity, _ price: Price?) {
      guard let order = stage.truth.orders[id],
        order.remaining != remaining.steps || (price != nil && order.price != price)
      else { return }
      findings.append(
        (
          .differs(id),
          Finding(
            .planIsCarriedOut,
            expected: "order \(id.generation) to be \(order.remaining)@\(order.price?.ticks ?? 0)",
            found: "\(remaining.steps)@\(price?.ticks ?? 0)")
        ))
    }
    for open in snapshot.pendingOpens { look(open.id, open.quantity - open.filled, open.price) }
    for leg in snapshot.legs { look(leg.id, leg.quantity - leg.filled, leg.price) }
    return findings
  }

  private func uncovered(_ stage: borrowing Stage, _ snapshot: borrowing Snapshot) -> Findings {
    let control = snapshot.control
    guard snapshot.grid.block == nil || control.isFrozen, !control.legsAreHeld,
      control.flatten == .idle || control.flatten == .done
    else { return [] }
    let lots = Set(snapshot.lots.map(\.id))
    // A leg that belongs to no lot any more is removed first.
    guard snapshot.legs.allSatisfy({ lots.contains($0.lot) }) else { return [] }
    var findings: Findings = []
    for lot in snapshot.lots where mustBeCovered(lot, stage, snapshot) {
      findings.append(
        (
          .uncovered(lot.id),
          Finding(
            .planIsCarriedOut, expected: "exits for \(lot.open.steps) of lot \(lot.id.value)",
            found: "for \(lot.covered.steps)")
        ))
    }
    return findings
  }

  /// Whether a part of a lot has no exit and none of the known reasons for that.
  private func mustBeCovered(
    _ lot: LotView, _ stage: borrowing Stage, _ snapshot: borrowing Snapshot
  ) -> Bool {
    let missing = lot.open - min(lot.open, lot.covered)
    guard !missing.isZero, lot.closing == nil, lot.stopFiredAt == nil,
      lot.takeProfitRetryAt == nil, !lot.isExcess, !lot.isRunner, !lot.isDust, !lot.awaitsPosition,
      let price = lot.takeProfit,
      Money(price, times: missing) >= snapshot.instrument.minimumNotional
    else { return false }
    // A take-profit that would cross takes liquidity, once that pays.
    let best = lot.side == .buy ? snapshot.market.bestBid : snapshot.market.bestAsk
    guard let best, lot.side == .buy ? price > best : price < best else { return false }
    guard stage.plan.run.engine.grid.direction != .neutral else {
      // An exit that is not reduce-only needs margin of its own, and is retried again and again.
      return stage.plan.run.venue.account.leverage == nil
    }
    // The exits of a grid of one direction share the position.
    let out = snapshot.legs.reduce(Int64(0)) { sum, leg in
      leg.side == lot.side.opposite && leg.purpose != .stopLoss && leg.purpose != .sideStop
        ? sum + (leg.quantity - leg.filled).steps : sum
    }
    return lot.side.sign * snapshot.account.position.steps - out >= missing.steps
  }
}

extension Gate {
  /// Whether the gate can be shut only because of faults.
  fileprivate var opensWithHealing: Bool {
    switch self {
    case .reconciled, .excess, .protected: true
    case .market, .freeze, .bounds, .lot, .replan, .retry, .coalescing, .pause, .breaker, .skew,
      .bench, .completing, .pending, .largest, .minimumNotional, .stopMinimum, .smallStops, .rests,
      .ownOrder, .openOrders,
      .orderNotional, .exposure, .budget, .orderSize, .sideExposure, .collar, .dayLoss, .drawdown,
      .margin, .carried, .sendRate, .requestBudget:
      false
    }
  }
}
