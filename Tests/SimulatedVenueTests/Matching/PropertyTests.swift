import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Properties")
struct PropertyTests {
  static func settings(_ seed: UInt64) -> SimulatedVenueSettings {
    var settings = SimulatedVenueSettings()
    settings.queueRule = seed % 2 == 0 ? .pessimistic : .proportional
    settings.maximumOpenOrders = 9
    return settings
  }

  @Test("VENUE-01 Every report agrees with a slow, plain model", arguments: 0..<60)
  func agreesWithReference(seed: UInt64) {
    let venue = compare(seed, RuleSettings(), isRich: false)
    #expect(venue.counters.makerFills > 5, "seed \(seed) tests nothing")
    #expect(venue.counters.takerFills > 10, "seed \(seed) tests nothing")
  }

  @Test(
    "VENUE-01 Triggers, groups, fill-or-kill, own orders in the way and shrinking reduce-only orders agree with it",
    arguments: 1_000..<1_024)
  func richOrdersAgreeWithReference(seed: UInt64) {
    var rules = RuleSettings()
    rules.reduceOnly = seed % 3 == 0 ? .endsWhenFlat : .shrinks
    rules.selfTrade = seed % 5 == 0 ? .ignored : .cancelsResting
    rules.groupsCoverPartialFills = seed % 2 == 0
    let venue = compare(seed, rules, isRich: true)
    #expect(venue.counters.fills > 20, "seed \(seed) tests nothing")
  }

  private func compare(
    _ seed: UInt64, _ rules: RuleSettings, isRich: Bool
  ) -> SimulatedVenue {
    var market = RandomMarket(seed: seed, isRich: isRich)
    var settings = Self.settings(seed)
    settings.rules = rules
    var desk = VenueDesk(
      settings, minimumNotional: 2_000, maker: -7_000, taker: 4_321_000, market: "")
    var reference = ReferenceVenue(
      minimumNotional: 2_000, makerFee: -7_000, takerFee: 4_321_000, maximumOpenOrders: 9,
      isProportional: seed % 2 == 1, rules: rules)

    for step in 0..<600 {
      reference.time = Int64(step)
      let time = Instant(nanoseconds: Int64(step))
      var reports: [VenueReport] = []
      if market.number(3) == 0 {
        let changes = market.update()
        apply(changes, to: &desk.venue, at: time)
        reference.apply(changes)
      } else {
        let request = market.request()
        desk.venue.submit([request], at: time)
        reference.work(request)
      }
      desk.venue.takeReports(until: time, into: &reports)

      guard reports == reference.reports else {
        Issue.record("seed \(seed), step \(step): \(lines(reports, reference.reports))")
        return desk.venue
      }
      reference.reports = []
      #expect(desk.venue.position.steps == reference.position, "seed \(seed), step \(step)")
      #expect(told(desk.venue) == told(reference), "seed \(seed), step \(step)")
      #expect(
        desk.venue.openOrders.filter { $0.trigger != nil }.map(\.id)
          == reference.waiting.map(\.request.id), "seed \(seed), step \(step)")
    }
    return desk.venue
  }

  /// Orders with their places in the queue, by id.
  private func told(_ venue: SimulatedVenue) -> [String] {
    venue.restingOrders.map {
      "\($0.id) \($0.side) \($0.price.ticks) \($0.remaining.steps) \($0.filled.steps) "
        + "\($0.queueAhead?.steps ?? -1)"
    }.sorted()
  }

  private func told(_ reference: ReferenceVenue) -> [String] {
    reference.orders.map {
      "\($0.request.id) \($0.request.side) \($0.price) \($0.remaining) \($0.filled) \($0.ahead)"
    }.sorted()
  }

  @Test("Nobody has more before him than is displayed, and the books balance", arguments: 100..<130)
  func balances(seed: UInt64) {
    var market = RandomMarket(seed: seed)
    var venue = VenueDesk(Self.settings(seed), market: "").venue
    var position: Int64 = 0
    var volume: Int64 = 0
    var open: [ClientOrderID: Int64] = [:]

    for step in 0..<600 {
      let time = Instant(nanoseconds: Int64(step))
      var changes: [MarketChange] = []
      if market.number(3) == 0 {
        changes = market.update()
        apply(changes, to: &venue, at: time)
      } else {
        venue.submit([market.request(), market.request()], at: time)
      }
      var reports: [VenueReport] = []
      venue.takeReports(until: time, into: &reports)
      for report in reports {
        switch report {
        case .accepted(let id): open[id] = 0  // The trader uses names of ended orders again.
        case .filled(let fill):
          position += fill.side.sign * fill.quantity.steps
          volume += fill.quantity.steps
          open[fill.order, default: 0] += fill.quantity.steps
        case .cancelled(let id, _, let filled):
          #expect(filled.steps == open[id], "seed \(seed), step \(step)")
        case .rejected, .cancelRefused, .amended, .amendRefused, .shrunk, .triggered, .failed,
          .cancelScheduled, .scheduleRefused, .funded:
          break
        }
      }

      #expect(venue.position.steps == position)
      #expect(venue.counters.volume == volume)
      for order in venue.restingOrders {
        let side = order.side == .buy ? venue.book.bids : venue.book.asks
        #expect(order.queueAhead! <= side.size(at: order.price), "seed \(seed), step \(step)")
        #expect(order.filled.steps == open[order.id, default: 0], "seed \(seed), step \(step)")
      }
    }
  }

  @Test("No more is filled at a price than was traded there", arguments: 200..<230)
  func tradeIsNotExceeded(seed: UInt64) {
    var market = RandomMarket(seed: seed)
    var venue = VenueDesk(Self.settings(seed), market: "").venue
    var filledAtPrice: Int64 = 0

    for step in 0..<900 {
      let time = Instant(nanoseconds: Int64(step))
      venue.submit([market.request()], at: time)
      apply(
        market.update().filter { ![.buyTrade, .sellTrade].contains($0.kind) }, to: &venue, at: time)
      var reports: [VenueReport] = []
      venue.takeReports(until: time, into: &reports)
      reports = []

      let price =
        (step % 2 == 0 ? venue.book.bids.best : venue.book.asks.best) ?? Price(ticks: 1_000)
      let volume = 1 + market.number(20)
      let kind: MarketChange.Kind = step % 2 == 0 ? .sellTrade : .buyTrade
      apply([MarketChange(kind, price, Quantity(steps: volume))], to: &venue, at: time)
      venue.takeReports(until: time, into: &reports)
      var filled: Int64 = 0
      for case .filled(let fill) in reports where fill.price == price {
        filled += fill.quantity.steps
      }
      #expect(filled <= volume, "seed \(seed), step \(step)")
      filledAtPrice += filled
    }
    #expect(filledAtPrice > 0, "seed \(seed) tests nothing")
  }

  @Test(
    "VENUE-01 The same seed gives the same reports, and a copy goes on as the original",
    arguments: 300..<310)
  func deterministic(seed: UInt64) {
    var settings = Self.settings(seed)
    settings.orderLatencyNanoseconds = 3
    settings.orderJitterNanoseconds = 7
    settings.seed = seed
    var first = VenueDesk(settings, market: "")
    var second = first
    var trader = RandomMarket(seed: seed)
    var other = RandomMarket(seed: seed)

    let begun = run(&first, &trader, 0..<300)
    #expect(begun == run(&second, &other, 0..<300))
    #expect(!begun.isEmpty)
    #expect(first.hash == second.hash)

    var copy = first
    var copiedTrader = trader
    let went = run(&first, &trader, 300..<600)
    #expect(first.hash != copy.hash)
    #expect(went == run(&copy, &copiedTrader, 300..<600))
    #expect(first.hash == copy.hash)
  }

  /// Plays and trades for some steps and returns what was heard, with when.
  private func run(
    _ desk: inout VenueDesk, _ market: inout RandomMarket, _ steps: Range<Int>
  ) -> [String] {
    var heard: [String] = []
    for step in steps {
      let time = Instant(nanoseconds: Int64(step))
      desk.venue.advance(to: time)
      if market.number(3) == 0 {
        apply(market.update(), to: &desk.venue, at: time)
      } else {
        desk.venue.submit([market.request()], at: time)
      }
      heard += desk.hear(until: Int64(step)).map { "\(step) \($0)" }
    }
    return heard
  }
}

/// What came and what should have, for a message.
private func lines(_ reports: [VenueReport], _ expected: [VenueReport]) -> String {
  let came: [String] = reports.map { told($0) }
  let due: [String] = expected.map { told($0) }
  return "\(came), expected \(due)"
}
