import Engine
import Market
import Venue

/// R3: what the engine shows as held by a venue stop is held there. What it shows as watched is
/// worth enough to be sent, alone or together with the other small lots of its side. A lot that is
/// unprotected for longer than the grace has raised an alarm, and no entry order leaves meanwhile.
///
/// If a lot is only too small, even together with others, the entries of its side are limited to
/// one at a time, which is to join it: an entry order leaves only while no other of the side is
/// live.
///
/// The report of a stop's end may be lost. So the engine has a minute, the time between two
/// comparisons with the venue, to find out.
struct FillsAreProtected: Checker {
  /// Since when a lot's stop has been shown but was not at the venue.
  private var missingSince: [Int64: Instant] = [:]
  private var nakedSince: [Int64: Instant] = [:]
  /// Since when the lot could have had a stop. A lot that was only too small, and grew, has its
  /// grace from then.
  private var stoppableSince: [Int64: Instant] = [:]

  private static let patienceNanoseconds: Int64 = 90_000_000_000

  /// No entry order may leave while a lot has been unprotected for long.
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let naked = stillNaked(stage)
    for open in stage.boundary.placed where open.id.purpose?.isEntry ?? false {
      for lot in naked where mayNotLeave(open, beside: lot, stage) {
        return Finding(
          .fillsAreProtected, expected: "no entry order while lot \(lot.id.value) is unprotected",
          found: "order \(open.id.generation) was sent, \(lot.naked.steps) are unprotected")
      }
    }
    return nil
  }

  /// Whether an entry order may not leave, because a lot has been unprotected for long.
  private func mayNotLeave(
    _ open: NewOrder, beside lot: LotView, _ stage: borrowing Stage
  ) -> Bool {
    let isSmall = isSmall(lot, stage)
    let since = (isSmall ? nakedSince : stoppableSince)[lot.id.value]
    guard let since, isLong(since, stage) else { return false }
    // A lot whose stop was triggered is being closed, unless it is too small.
    return isSmall ? open.side == lot.side && isAnotherLive(open, stage) : lot.stopFiredAt == nil
  }

  /// Whether another entry order of the side is live or in flight when one leaves.
  private func isAnotherLive(_ open: NewOrder, _ stage: borrowing Stage) -> Bool {
    let standing = stage.truth.orders.contains { id, order in
      id != open.id && order.side == open.side && isOpen(id) && stage.mustKnow(id)
    }
    return standing
      || stage.boundary.underWay.contains { id in
        id != open.id && isOpen(id) && stage.mustKnow(id)
          && stage.boundary.orders[id]?.order.side == open.side
      }
  }

  private func isOpen(_ id: ClientOrderID) -> Bool { id.purpose?.isEntry ?? false }

  /// A lot that is watched only for a moment, between two close looks, counts as protected then.
  mutating func follow(_ stage: borrowing Stage) { _ = stillNaked(stage) }

  /// The lots that are unprotected. Lots that no longer are have their times dropped.
  private mutating func stillNaked(_ stage: borrowing Stage) -> [LotView] {
    guard !nakedSince.isEmpty else { return [] }
    let naked = stage.run.engine.lotViews.filter { !$0.naked.isZero }
    let ids = Set(naked.map(\.id.value))
    nakedSince = nakedSince.filter { ids.contains($0.key) }
    let stoppable = Set(naked.filter { !isSmall($0, stage) }.map(\.id.value))
    stoppableSince = stoppableSince.filter { stoppable.contains($0.key) }
    return naked
  }

  /// Whether the unprotected part of a lot is below the venue's minimum, at its stop or at the mid
  /// if the market is past the stop.
  private func isSmall(_ lot: LotView, _ stage: borrowing Stage) -> Bool {
    var price = lot.stop ?? lot.entry
    if let mid = stage.run.engine.mid, price.isBetter(than: mid, for: .buy) { price = mid }
    return Money(price, times: lot.naked) < stage.run.engine.instrument.minimumNotional
  }

  /// A lot that is shown as watched although it is too small for an order, even with the rest of
  /// its side.
  private func tooSmallToWatch(
    _ snapshot: borrowing Snapshot, _ stage: borrowing Stage
  ) -> LotView? {
    let watched = snapshot.lots.filter { !$0.watchedStop.isZero && $0.stopFiredAt == nil }
    for side in Side.allCases {
      let small = watched.filter { $0.side == side && worth($0.watchedStop, [$0], stage) < .zero }
      let together = small.reduce(Quantity.zero) { $0 + $1.watchedStop }
      guard let first = small.first, worth(together, small, stage) < .zero,
        // The venue exempts an order that closes the whole position from the minimum.
        together < snapshot.account.position.size
      else { continue }
      // Lots whose stops were triggered before and wait to be sent again count with them.
      guard !snapshot.lots.contains(where: { $0.side == side && $0.stopFiredAt != nil }) else {
        continue
      }
      return first
    }
    return nil
  }

  /// How much a quantity of lots is worth above the venue's minimum, at the highest price their
  /// stops may trade at: the last trigger if they sell, the worst price past it if they buy.
  private func worth(
    _ quantity: Quantity, _ lots: [LotView], _ stage: borrowing Stage
  ) -> Money {
    let stops = lots.compactMap(\.stop)
    guard let side = lots.first?.side,
      let last = side == .buy ? stops.min() : stops.max()
    else { return .zero }
    let slippage = stage.plan.run.engine.exits.stop.slippage.ticksAtMost(of: last)
    let price = side == .buy ? last : Price(ticks: last.ticks + slippage + 1)
    return Money(price, times: quantity) - stage.run.engine.instrument.minimumNotional
  }

  /// Whether a lot has been unprotected for longer than the grace and the settling time.
  private func isLong(_ since: Instant, _ stage: borrowing Stage) -> Bool {
    stage.time.nanoseconds(since: since)
      > stage.plan.run.engine.exits.stop.graceNanoseconds + Stage.settlingNanoseconds
  }

  mutating func look(at stage: borrowing Stage, closely snapshot: borrowing Snapshot) -> Finding? {
    guard stage.plan.run.engine.exits.stop.place != .none else { return nil }
    let held = heldStops(stage)
    var missing: [Int64: Instant] = [:]
    var naked: [Int64: Instant] = [:]
    var stoppable: [Int64: Instant] = [:]
    defer { (missingSince, nakedSince, stoppableSince) = (missing, naked, stoppable) }
    if let lot = tooSmallToWatch(snapshot, stage) {
      return Finding(
        .fillsAreProtected, expected: "lot \(lot.id.value) shown as unprotected",
        found: "\(lot.watchedStop.steps) under an engine-side stop, too small for an order")
    }
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
        if !isSmall(lot, stage) { stoppable[id] = stoppableSince[id] ?? stage.time }
        if isLong(since, stage), !snapshot.control.alarms.contains(.nakedLot),
          !stage.orders.acknowledged, !wasAcknowledged(stage, since: since)
        {
          return Finding(
            .fillsAreProtected, expected: "an alarm for lot \(id)",
            found: "\(lot.naked.steps) of it are unprotected")
        }
      }
    }
    return nil
  }

  /// Alarms ended with the old engine.
  mutating func beginEngine() { (missingSince, nakedSince, stoppableSince) = ([:], [:], [:]) }

  /// An alarm is raised once, and may have been acknowledged before the process ended.
  mutating func continueEngine(from durable: FillsAreProtected) {
    (missingSince, nakedSince, stoppableSince) = ([:], durable.nakedSince, [:])
  }

  /// The steps of venue stops, by lot.
  private func heldStops(_ stage: borrowing Stage) -> [Int64: Int64] {
    var held: [Int64: Int64] = [:]
    for (id, order) in stage.truth.orders where id.purpose == .stopLoss {
      held[id.subject, default: 0] += order.remaining
    }
    return held
  }

  /// Whether the operator acknowledged an alarm since a moment: it is raised once. A close look
  /// sees an unprotected lot a little after it became so.
  private func wasAcknowledged(_ stage: borrowing Stage, since: Instant) -> Bool {
    stage.acknowledgedAt >= since.advanced(byNanoseconds: -World.lookNanoseconds)
  }
}
