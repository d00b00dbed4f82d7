import Market
import SimulatedVenue
import Testing
import Venue

@Suite("What the venue does by itself")
struct EventTests {
  private static let second: Int64 = 1_000_000_000
  private static let hour = 3_600 * second

  private func schedule(_ moment: Int64?) -> OrderRequest {
    .scheduleCancel(at: moment.map { Instant(nanoseconds: $0) })
  }

  @Test(
    "VENUE-01 A scheduled cancel ends every order at its moment, stops and foreign ones included")
  func scheduledCancel() {
    var desk = VenueDesk()
    desk.send(
      order(1, .buy, 1, at: 99), order(2, .buy, 3), order(3, .sell, 3, reduceOnly: true, stop: 90))
    desk.venue.placeForeign(
      .sell, Quantity(steps: 1), limit: Price(ticks: 110), at: Instant(nanoseconds: desk.time))
    _ = desk.hear()

    #expect(desk.venue.capabilities.supportsScheduledCancel)
    #expect(
      desk.send(schedule(desk.time + 4 * Self.second)) == ["schedule refused malformed"],
      "too soon")
    let due = desk.time + 5 * Self.second
    #expect(desk.send(schedule(due)) == ["cancel scheduled at \(due)"])
    #expect(desk.venue.nextArrival == Instant(nanoseconds: due))
    desk.time = due - 1_001
    #expect(desk.play("A120=1") == [])
    #expect(
      desk.play("A120=2").sorted() == [
        "1 cancelled scheduled, filled 0", "3 cancelled scheduled, filled 0",
        "foreign 1 cancelled scheduled, filled 0",
      ])
    #expect(desk.venue.position == Position(steps: 3), "positions are not touched")
    #expect(desk.venue.nextArrival == nil)
  }

  @Test("It can be cleared, is counted by the day, and may ask for traded volume first")
  func scheduleLimits() {
    var settings = SimulatedVenueSettings()
    settings.events.scheduledCancelsPerDay = 1
    settings.events.scheduledCancelVolume = DecimalNumber(mantissa: 100, decimals: 0)
    var desk = VenueDesk(settings)

    #expect(!desk.venue.capabilities.supportsScheduledCancel)
    #expect(desk.send(schedule(10 * Self.second)) == ["schedule refused notAvailable"])
    desk.send(order(1, .buy, 1), order(2, .buy, 1, at: 99))
    desk.send(schedule(10 * Self.second))
    #expect(desk.send(schedule(nil)) == ["cancel scheduled at 0"])
    desk.time = 20 * Self.second
    #expect(desk.play("A120=1") == [])
    desk.send(schedule(30 * Self.second))
    desk.time = 40 * Self.second
    #expect(desk.play("A120=2") == ["2 cancelled scheduled, filled 0"])
    #expect(desk.send(schedule(50 * Self.second)) == ["schedule refused rateLimited"])
    desk.time = 25 * Self.hour
    #expect(desk.send(schedule(26 * Self.hour)) == ["cancel scheduled at \(26 * Self.hour)"])
  }

  @Test("VENUE-01 Funding is paid at every full hour on what is held then, at the mark")
  func funding() {
    var settings = SimulatedVenueSettings()
    settings.events.fundingHundredMillionths = 1_000_000
    settings.keepsHistory = true
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 10))
    let before = desk.venue.equity

    desk.time = 2 * Self.hour
    // 1 % of 10 × 102, twice.
    #expect(desk.play("A120=1") == ["funded -10", "funded -10"])
    #expect(desk.venue.equity.map { $0 - (before ?? .zero) } == ExactMoney(units: -2_040_000_000))
    #expect(
      desk.venue.takeHistory().filter { $0.kind == .funded }.map(\.cost.rounded.units) == [10, 10])
    desk.send(order(2, .sell, 10, at: 90, .immediateOrCancel))
    desk.time = 3 * Self.hour
    #expect(desk.play("A120=2") == [], "nothing is held")
  }

  @Test("A halted market keeps what rests and fills nothing; a post-only one takes no other orders")
  func phases() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 1, at: 100), order(2, .buy, 1, at: 99))
    desk.venue.setPhase(.halted, at: Instant(nanoseconds: desk.time))

    #expect(desk.play("s90=50 B100=0 B99=0 B98=0 A98=5") == [])
    #expect(
      desk.send(order(3, .buy, 1, at: 90), amend(1, to: 1, at: 90), cancel(2)) == [
        "3 rejected marketClosed", "1 amend refused marketClosed",
        "2 cancelled requested, filled 0",
      ])
    #expect(desk.ask(.marketStatus) == ["halted until 0, as of 2000"])
    desk.venue.setPhase(.postOnly, at: Instant(nanoseconds: desk.time))
    #expect(
      desk.send(order(3, .buy, 1), order(4, .buy, 1, at: 90), order(5, .buy, 1, at: 98)) == [
        "3 rejected postOnlyPhase", "4 accepted", "5 rejected wouldCross",
      ])
    #expect(desk.play("A98=6") == ["1 buy 1 @ 100 maker"], "and what rests fills again")
    desk.venue.setPhase(.trading, at: Instant(nanoseconds: desk.time))
    #expect(desk.send(order(6, .buy, 1)) == ["6 accepted", "6 buy 1 @ 98 taker"])
  }

  @Test("A market ends at its moment: orders are gone, nothing is taken any more")
  func end() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 1, at: 100))
    desk.venue.endMarket(at: Instant(nanoseconds: 1_500))

    #expect(desk.ask(.marketStatus) == ["trading until 1500, as of 1000"])
    #expect(desk.play("s90=50") == ["1 cancelled delisted, filled 0"])
    #expect(
      desk.send(order(2, .buy, 1, at: 99), cancel(1))
        == ["2 rejected marketClosed", "1 cancel refused unknownOrder"])
    #expect(desk.ask(.marketStatus) == ["closed until 1500, as of 2000"])
  }
}

@Suite("Other hands on the account")
struct ForeignActivityTests {
  @Test("VENUE-01 Foreign orders are listed, fill and can be cancelled by the venue's name of them")
  func foreignOrders() {
    var desk = VenueDesk()
    let now = Instant(nanoseconds: desk.time)
    let resting = desk.venue.placeForeign(
      .buy, Quantity(steps: 2), limit: Price(ticks: 101), at: now)
    desk.venue.placeForeign(.buy, Quantity(steps: 3), limit: Price(ticks: 98), at: now)

    #expect(resting.isForeign)
    #expect(desk.hear() == ["foreign 1 accepted", "foreign 2 accepted"])
    #expect(
      desk.ask(.openOrders) == ["foreign 1 buy 2 of 2 @ 101; foreign 2 buy 3 of 3 @ 98"])
    #expect(desk.play("s101=2") == ["foreign 1 buy 2 @ 101 maker"])
    #expect(
      desk.send(.cancel(.foreign(2))) == ["foreign 2 cancelled requested, filled 0"])
    #expect(desk.venue.position == Position(steps: 2))
  }

  @Test("A person trades at the market and cancels our orders")
  func byHand() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 1, at: 99), order(2, .sell, 1, stop: 90))
    let now = Instant(nanoseconds: desk.time)

    desk.venue.tradeByHand(.sell, Quantity(steps: 3), at: now)
    #expect(desk.hear() == ["foreign 1 accepted", "foreign 1 sell 3 @ 100 taker"])
    let cancelled = [1, 2, 3].map { desk.venue.cancelByHand(id($0), at: now) }
    #expect(cancelled == [true, true, false])
    #expect(
      desk.hear() == ["1 cancelled byHand, filled 0", "2 cancelled byHand, filled 0"])
  }

  @Test("A liquidation takes from the book, the rest at the mark; a whole one ends every order")
  func liquidation() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 30), order(2, .buy, 1, at: 98))
    let now = Instant(nanoseconds: desk.time)

    desk.venue.liquidate(percent: 50, at: now)
    #expect(
      desk.hear() == ["foreign 1 sell 10 @ 100 taker", "foreign 1 sell 5 @ 99 taker"])
    desk.venue.liquidate(percent: 100, at: now)
    var reports: [VenueReport] = []
    desk.venue.takeReports(until: now, into: &reports)
    #expect(reports.first == .cancelled(id(2), .liquidated, filled: .zero))
    let causes = reports.compactMap { report -> FillCause? in
      if case .filled(let fill) = report { fill.cause } else { nil }
    }
    #expect(causes == [.liquidation])
    #expect(desk.venue.position.isFlat)
  }

  @Test("A deleveraging closes a share at the mark, without a fee and without touching the book")
  func deleveraging() {
    var desk = VenueDesk(taker: 1_000_000)
    desk.send(order(1, .sell, 9))
    desk.venue.deleverage(percent: 33, at: Instant(nanoseconds: desk.time))
    var reports: [VenueReport] = []
    desk.venue.takeReports(until: .distantFuture, into: &reports)

    guard case .filled(let fill)? = reports.first, reports.count == 1 else {
      Issue.record("\(reports)")
      return
    }
    #expect([fill.quantity.steps, fill.price.ticks, fill.fee.rounded.units] == [2, 101, 0])
    #expect(fill.side == .buy && fill.cause == .autoDeleveraging && fill.order.isForeign)
    #expect(desk.venue.book.asks.best == Price(ticks: 103))
  }
}
