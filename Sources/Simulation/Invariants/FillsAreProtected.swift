import Engine
import Market
import Venue

/// R3: what the engine shows as held by a stop at the venue is held there; what is protected by
/// nobody for longer than the grace has raised an alarm, and no open leaves meanwhile.
///
/// The news of a stop's end may be lost, so the engine has a minute, the time between two
/// comparisons with the venue, to find out.
struct FillsAreProtected: Checker {
  /// Since when a lot's stop has been shown and was not there.
  private var missingSince: [Int64: Instant] = [:]
  private var nakedSince: [Int64: Instant] = [:]

  private static let patienceNanoseconds: Int64 = 90_000_000_000

  /// An open that leaves now must not leave a lot behind that has been naked for long.
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let naked = stillNaked(stage)
    guard let open = stage.boundary.placed.first(where: { $0.id.purpose?.isOpen ?? false }) else {
      return nil
    }
    // One whose stop went off is being closed; one that the venue would take no stop for waits for
    // the next fill to join it.
    for lot in naked where lot.stopFiredAt == nil && !isSmall(lot, stage) {
      guard let since = nakedSince[lot.id.value], isLong(since, stage) else { continue }
      return Finding(
        .fillsAreProtected, expected: "no open while lot \(lot.id.value) is naked",
        found: "\(open.id.generation) was sent, \(lot.naked.steps) are protected by nobody")
    }
    return nil
  }

  /// A lot that is watched for a moment only, between two looks, has been protected.
  mutating func follow(_ stage: borrowing Stage) { _ = stillNaked(stage) }

  /// The lots that are naked; those that were and are no more are no longer counted.
  private mutating func stillNaked(_ stage: borrowing Stage) -> [LotView] {
    guard !nakedSince.isEmpty else { return [] }
    let naked = stage.run.engine.lotViews.filter { !$0.naked.isZero }
    let ids = Set(naked.map(\.id.value))
    nakedSince = nakedSince.filter { ids.contains($0.key) }
    return naked
  }

  /// Whether what is naked of a lot is worth less than the venue takes, or hardly more.
  private func isSmall(_ lot: LotView, _ stage: borrowing Stage) -> Bool {
    let minimum = stage.run.engine.instrument.minimumNotional.units
    return Money(lot.entry, times: lot.naked).units < minimum + minimum / 4
  }

  /// Whether a lot that was seen naked has been so for longer than the grace, and a little.
  private func isLong(_ since: Instant, _ stage: borrowing Stage) -> Bool {
    stage.time.nanoseconds(since: since)
      > stage.plan.run.engine.exits.stop.graceNanoseconds + Stage.settlingNanoseconds
  }

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    guard stage.plan.run.engine.exits.stop.place != .none else { return nil }
    let held = heldStops(stage)
    var missing: [Int64: Instant] = [:]
    var naked: [Int64: Instant] = [:]
    defer { (missingSince, nakedSince) = (missing, naked) }
    for lot in snapshot.lots {
      let id = lot.id.value
      if lot.venueStop.steps > held[id, default: 0] {
        let since = missingSince[id] ?? stage.time
        missing[id] = since
        if stage.time.nanoseconds(since: since) > FillsAreProtected.patienceNanoseconds {
          return Finding(
            .fillsAreProtected, expected: "\(lot.venueStop.steps) of lot \(id) in stops, as shown",
            found: "\(held[id, default: 0]) at the venue")
        }
      }
      if !lot.naked.isZero {
        let since = nakedSince[id] ?? stage.time
        naked[id] = since
        if isLong(since, stage), !snapshot.control.alarms.contains(.nakedLot),
          !stage.orders.acknowledged, !wasAcknowledged(stage, since: since)
        {
          return Finding(
            .fillsAreProtected, expected: "an alarm for lot \(id)",
            found: "\(lot.naked.steps) of it are protected by nobody")
        }
      }
    }
    return nil
  }

  /// Alarms went with the old engine.
  mutating func beginEngine() { (missingSince, nakedSince) = ([:], [:]) }

  /// What stops at the venue are out for, by lot.
  private func heldStops(_ stage: borrowing Stage) -> [Int64: Int64] {
    var held: [Int64: Int64] = [:]
    for (id, order) in stage.truth.orders where id.purpose == .stopLoss {
      held[id.subject, default: 0] += order.remaining
    }
    return held
  }

  /// Whether the operator has seen an alarm since a moment: it is raised once. What is looked at now
  /// and then was naked a little before it was seen to be.
  private func wasAcknowledged(_ stage: borrowing Stage, since: Instant) -> Bool {
    stage.acknowledgedAt >= since.advanced(byNanoseconds: -World.lookNanoseconds)
  }
}
