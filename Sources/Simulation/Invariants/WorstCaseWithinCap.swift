import Engine
import Market
import SimulatedVenue
import Venue

/// R1: whatever fills of the orders that are live or in flight, the position stays within the cap.
///
/// Each lot is closed once. Its take-profit and its stop exclude each other: what one of them
/// filled, reported or not, the other no longer closes.
///
/// Orders of an earlier engine count once the running engine must know of them.
///
/// Three events are beyond the engine's control until they are reported to it: others trade on the
/// account, it is liquidated, or both legs of a lot fill (which has an alarm of its own). From then
/// on the position and every entry order are bounded again; exits are sent whatever others hold. A
/// position that these events brought beyond the cap must be within it whenever an entry order
/// leaves, until all of it is within the cap again, whichever engine runs.
struct WorstCaseWithinCap: Checker {
  /// Sides that are beyond the cap because of events that no engine meant.
  private var isBeyond = PerSide(false)

  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let cap = stage.positionCap else { return nil }
    for side in Side.allCases {
      let standing = stage.truth.standing[side]
      let coming = stage.boundary.underWay(side)
      let held = side.sign * stage.truth.position
      guard (standing + coming).worstCase(held: held) > cap else {
        isBeyond[side] = false
        continue
      }
      let worst = WorstCaseWithinCap.worst(of: side, held: held, stage)
      let byOthers = stage.truth.foreignFills > 0 && held + (standing + coming).opens <= cap
      isBeyond[side] = worst > cap && (isBeyond[side] || byOthers || !isOurs(stage))
      guard worst > cap, !isBeyond[side] || opens(side, stage) else { continue }
      return Finding(
        .worstCaseWithinCap, expected: "at most \(cap) on the \(side) side",
        found: "\(worst): position \(stage.truth.position), working \(standing), "
          + "on the way \(coming)")
    }
    return nil
  }

  /// Whether the position comes only from what the engine meant to happen.
  private func isOurs(_ stage: borrowing Stage) -> Bool {
    guard knowsForeign(stage), !stage.switches.breaker.latched.contains(.bothLegs) else {
      return false
    }
    let lots = stage.run.engine.lotViews
    guard lots.allSatisfy({ !$0.isExcess }) else { return false }
    let open = Dictionary(uniqueKeysWithValues: lots.map { ($0.id.value, $0.open.steps) })
    return stage.truth.exited.keys.allSatisfy {
      WorstCaseWithinCap.untoldExits(of: $0, stage) <= open[$0, default: 0]
    }
  }

  /// Whether everything that others did was reported to the running engine.
  private func knowsForeign(_ stage: borrowing Stage) -> Bool {
    stage.truth.foreignFills == 0
      || stage.truth.foreignFills == stage.boundary.heardForeign
        && stage.run.engine.position.steps == stage.truth.position
  }

  /// What the exits of a lot have filled unreported, in steps.
  private static func untoldExits(of lot: Int64, _ stage: borrowing Stage) -> Int64 {
    stage.truth.exited[lot, default: 0] - stage.boundary.heardExited[lot, default: 0]
  }

  /// Whether an entry order of a side leaves now and the engine knows the position.
  private func opens(_ side: Side, _ stage: borrowing Stage) -> Bool {
    stage.run.engine.position.steps == stage.truth.position
      && stage.boundary.placed.contains {
        $0.side == side && $0.id.purpose?.isEntry ?? false
      }
  }

  /// The worst case with each lot closed once.
  private static func worst(of side: Side, held: Int64, _ stage: borrowing Stage) -> Int64 {
    var closing: [Int64: LotExits] = [:]
    var together = LotExits()
    var weight = Weight()
    for (id, order) in stage.truth.orders
    where order.side == side && !id.isForeign && stage.mustKnow(id) {
      if id.purpose?.isOfOneLot ?? false {
        closing[id.subject, default: LotExits()].add(
          stage.truth.leftToClose(id, order), id.purpose, isReduceOnly: order.isReduceOnly)
      } else if id.purpose == .sideStop {
        together.add(order.remaining, id.purpose, isReduceOnly: order.isReduceOnly)
      } else {
        weight.add(order.remaining, id.purpose, isReduceOnly: order.isReduceOnly)
      }
    }
    for id in stage.boundary.underWay {
      guard let order = stage.boundary.orders[id]?.order, order.side == side, stage.mustKnow(id)
      else { continue }
      if id.purpose?.isOfOneLot ?? false {
        closing[id.subject, default: LotExits()].add(
          order.quantity.steps, id.purpose, isReduceOnly: order.isReduceOnly)
      } else if id.purpose == .sideStop {
        together.add(order.quantity.steps, id.purpose, isReduceOnly: order.isReduceOnly)
      } else {
        weight.add(order.quantity.steps, id.purpose, isReduceOnly: order.isReduceOnly)
      }
    }
    // A side stop closes lots too, each once.
    var others: Int64 = 0
    for lot in stage.run.engine.lotViews {
      guard let exits = closing[lot.id.value] else {
        if lot.side == side.opposite { others += lot.open.steps }
        continue
      }
      let untold = max(0, untoldExits(of: lot.id.value, stage))
      let most = min(exits.most, max(0, lot.open.steps - untold))
      others += max(0, lot.open.steps - most)
      if exits.isReduceOnly { weight.reducing += most } else { weight.plainExits += most }
    }
    let most = min(together.most, others)
    if together.isReduceOnly { weight.reducing += most } else { weight.plainStops += most }
    return weight.worstCase(held: held)
  }

  /// The exits of one lot, or of several together.
  private struct LotExits {
    private var closes: Int64 = 0
    private var stops: Int64 = 0
    private(set) var isReduceOnly = true

    /// What they could close if one kind of them fills.
    var most: Int64 { max(closes, stops) }

    mutating func add(_ steps: Int64, _ purpose: Purpose?, isReduceOnly: Bool) {
      if purpose == .stopLoss { stops += steps } else { closes += steps }
      if !isReduceOnly { self.isReduceOnly = false }
    }
  }
}

extension Weight: CustomStringConvertible {
  var description: String {
    let parts = [
      (opens, "entries"), (plainExits, "exits"), (plainStops, "stops"),
      (plainOthers, "others"), (reducing, "reduce-only"),
    ].filter { $0.0 != 0 }
    return parts.isEmpty ? "none" : parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
