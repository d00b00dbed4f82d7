import Market
import Venue

@testable import Engine

// What tables about a lot's exits begin with. The stop lies at 10,000 on both sides, so that a share of it
// is as many ticks for what is long as for what is short, and the take-profit 400 ticks better.

extension Side {
  /// The price so many ticks better for a lot of this side than its stop.
  func at(_ ticks: Int64) -> Price { Price(ticks: 10_000 + sign * ticks) }

  /// The direction in which a grid opens on this side alone.
  var onlyDirection: GridSettings.Direction { self == .buy ? .long : .short }
}

extension Instant {
  /// So many seconds after the beginning.
  static func second(_ count: Int64) -> Instant { Instant(nanoseconds: count * 1_000_000_000) }

  /// The moment at which tables ask, and a second later.
  static var tabled: Instant { .second(100) }
  static var soon: Instant { .second(101) }
}

extension Setup {
  /// Lots have stops two per cent away, which may slip by one per cent, and by five in the end.
  static func tabled(
    minimum: Int64 = 0, decimals: Int = 0, _ set: (inout EngineSettings) -> Void = { _ in },
    capabilities change: (inout VenueCapabilities) -> Void = { _ in }
  ) throws -> Setup {
    var settings = Desk.settings
    settings.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
    set(&settings)
    var capabilities = Desk.capabilities
    change(&capabilities)
    return try Setup(
      Desk.instrument(minimumNotional: minimum, tickDecimals: decimals), settings, capabilities,
      tag: 1)
  }
}

extension Lot {
  static func tabled(
    _ side: Side, open: Int64 = 5, stop: StopLeg = .waiting(trigger: Side.buy.at(0)),
    holder: StopHolder = .venue, role: LotRole = .ordinary, _ change: (inout Lot) -> Void = { _ in }
  ) -> Lot {
    var lot = Lot(
      id: PositionID(1), side: side, slot: side.at(200), openedAt: .second(1), stop: stop,
      stopHolder: holder, takeProfit: TakeProfitLeg(at: side.at(400)), role: role)
    lot.enlarge(Quantity(steps: open), at: side.at(200), fee: .zero, took: false)
    change(&lot)
    return lot
  }
}

extension ExitRoom {
  static func holding(
    _ held: Int64, takeProfits: Int64 = 0, stops: Int64 = 0, others: Int64 = 0,
    hasDetached: Bool = false
  ) -> ExitRoom {
    ExitRoom(
      held: held, takeProfits: takeProfits, stops: stops, others: others, hasDetached: hasDetached)
  }
}

extension StopTotals {
  /// So much out at the right trigger, and so much at another.
  static func out(
    _ fitting: Int64, misplaced: Int64 = 0, unanswered: Int64 = 0, isAllReduceOnly: Bool = true
  ) -> StopTotals {
    StopTotals(
      live: fitting + misplaced, fitting: fitting, unanswered: unanswered, misplaced: misplaced,
      isAllReduceOnly: isAllReduceOnly)
  }
}

extension StopFacts {
  /// A lot of five steps that is all that is held, with nothing out, in a market that can be seen.
  static func tabled(
    _ side: Side, open: Int64 = 5, stops: StopTotals = StopTotals(), room: ExitRoom? = nil,
    takingOut: Int64 = 0, best: Price? = Side.buy.at(0), hold: ExitHold = .none,
    seesMarket: Bool = true, isReached: Bool = false, isOutTogether: Bool = false,
    isStoppedTogether: Bool = false, unprotectedSince: Instant? = nil
  ) -> StopFacts {
    StopFacts(
      now: .tabled, side: side, open: open, stops: stops,
      room: room ?? .holding(open, stops: stops.live), takingOut: takingOut, best: best,
      hold: hold, seesMarket: seesMarket, lacksReference: false, isReached: isReached,
      isOutTogether: isOutTogether, isStoppedTogether: isStoppedTogether,
      unprotectedSince: unprotectedSince)
  }
}

extension TakeProfitFacts {
  /// The same for its take-profit. Prices are ticks better than the stop's.
  static func tabled(
    _ side: Side, uncovered: Int64 = 5, taking: Int64 = 400, opposite: Int64 = 0,
    isBookCrossed: Bool = false, seesMarket: Bool = true, hold: ExitHold = .none,
    room: ExitRoom = .holding(5)
  ) -> TakeProfitFacts {
    TakeProfitFacts(
      now: .tabled, updates: 10, side: side, uncovered: uncovered, taking: side.at(taking),
      opposite: side.at(opposite).ticks, isBookCrossed: isBookCrossed, seesMarket: seesMarket,
      hold: hold, room: room)
  }
}
