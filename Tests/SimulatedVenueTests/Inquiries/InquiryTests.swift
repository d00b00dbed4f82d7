import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Inquiries")
struct InquiryTests {
  @Test("VENUE-01 An order's status is told as it is: live, filled, cancelled, rejected, absent")
  func status() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 3), order(3, .buy, 1, at: 110))
    desk.play("s100=12")

    #expect(
      desk.ask(
        .status(id(1)), .status(id(2)), .status(id(3)), .status(id(4))) == [
          "1 live: 1 buy 3 of 5 @ 100, as of 2000", "2 filled 3, as of 2000",
          "3 rejected wouldCross, as of 2000", "4 absent, as of 2000",
        ])
    desk.send(cancel(1))
    #expect(desk.ask(.status(id(1))) == ["1 cancelled requested, filled 2, as of 2000"])
  }

  @Test("A venue remembers so many ended orders by count, and forgets the oldest first")
  func forgets() {
    var settings = SimulatedVenueSettings()
    settings.memory.endedOrders = 2
    var desk = VenueDesk(settings)
    desk.send(order(9, .buy, 1, at: 99))
    for number: UInt64 in 1...3 { desk.send(order(number, .buy, 1)) }

    #expect(
      desk.ask(.status(id(1)), .status(id(2)), .status(id(3)), .status(id(9))) == [
        "1 absent, as of 1000", "2 filled 1, as of 1000", "3 filled 1, as of 1000",
        "9 live: 9 buy 1 of 1 @ 99, as of 1000",
      ])
  }

  @Test("A name that is refused because it is taken still names the order that has it")
  func takenName() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 1, at: 99), order(1, .buy, 1, at: 98), cancel(1))

    #expect(desk.ask(.status(id(1))) == ["1 cancelled requested, filled 0, as of 1000"])
  }

  @Test("Open orders are listed with what was asked and what is left")
  func openOrders() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 3), order(3, .sell, 2, at: 103))
    desk.send(order(4, .sell, 3, at: 104, reduceOnly: true))
    desk.play("s100=12")

    #expect(
      desk.ask(.openOrders) == [
        "1 buy 3 of 5 @ 100; 3 sell 2 of 2 @ 103; 4 sell 3 of 3 @ 104 reduce-only"
      ])
  }

  @Test("Fills are listed from a moment on, that moment's included, oldest first and by pages")
  func fills() {
    var settings = SimulatedVenueSettings()
    settings.memory.fillsPerPage = 2
    settings.memory.fills = 4
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s100=11")
    for _ in 2...5 { desk.play("s100=1") }

    #expect(
      desk.ask(
        .fills(since: .distantPast), .fills(since: Instant(nanoseconds: 4_000)),
        .fills(since: Instant(nanoseconds: 6_000)), .fills(since: Instant(nanoseconds: 6_001)))
        == ["2 3 …", "3 4 …", "5.", "."], "the first has been forgotten")
  }

  @Test("LEDGER-03 A page of fills begins after the one named, where the venue pages by fill")
  func fillsAfter() {
    var settings = SimulatedVenueSettings()
    settings.memory.fillsPerPage = 1
    settings.memory.fills = 3
    for paging in FillPaging.allCases {
      settings.memory.paging = paging
      var desk = VenueDesk(settings)
      desk.send(order(1, .buy, 2, at: 100), order(2, .buy, 2, at: 99), order(3, .buy, 2, at: 98))
      desk.play("s98=100")
      let pages = desk.ask(
        .fills(since: .distantPast), .fills(since: .distantPast, after: FillID(1)),
        .fills(since: .distantPast, after: FillID(2)),
        .fills(since: .distantPast, after: FillID(77)))
      #expect(
        pages == (paging == .byFill ? ["1 …", "2 …", "3.", "1 …"] : ["1 …", "1 …", "1 …", "1 …"]))
      #expect(desk.venue.capabilities.fillPaging == paging)
    }
    settings.memory.paging = .byFill
    settings.rules.fills = .unnumbered
    #expect(VenueDesk(settings).venue.capabilities.fillPaging == .byTime)
  }

  @Test("The account tells position, average entry, equity, margin and where it is liquidated")
  func account() {
    var settings = SimulatedVenueSettings()
    settings.account.startingEquity = DecimalNumber(mantissa: 1_000, decimals: 0)
    settings.account.leverage = 5
    settings.account.maintenanceBasisPoints = 1_000
    var desk = VenueDesk(settings, taker: 1_000_000)

    #expect(
      desk.ask(.account) == ["position 0, entry 0, equity 1000, margin 0, liquidated at 0"])
    // 10 @ 103 and 10 @ 104, a fee of 1 % on each: 10.3 and 10.4. The middle is then 102.
    desk.send(order(1, .buy, 20))
    // 20 × 102 ÷ 5; liquidated where 1,000 − 20.7 − 2,070 + 20 p = 2 p.
    #expect(
      desk.ask(.account) == ["position 20, entry 103, equity 949, margin 408, liquidated at 60"])
    desk.send(order(2, .sell, 5))
    #expect(
      desk.ask(.account) == ["position 15, entry 103, equity 934, margin 306, liquidated at 44"])
    desk.send(order(3, .sell, 20, at: 99, .immediateOrCancel))
    desk.play("B100=10 A103=10")
    #expect(desk.venue.position == Position(steps: -5))
    #expect(
      desk.ask(.account) == ["position -5, entry 99, equity 864, margin 101, liquidated at 248"])
  }

  @Test("A question travels as long as a request, is answered as of its arrival, and comes back")
  func travels() {
    var settings = SimulatedVenueSettings()
    settings.orderLatencyNanoseconds = 100
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 1, at: 99))
    #expect(desk.ask(.status(id(1)), .marketStatus) == [])
    desk.send(cancel(1))

    #expect(desk.venue.nextArrival == Instant(nanoseconds: 1_100))
    desk.venue.advance(to: Instant(nanoseconds: 1_100))
    #expect(desk.venue.nextArrival == nil)
    #expect(desk.venue.nextAnswer == Instant(nanoseconds: 1_200))
    #expect(desk.answers(until: 1_199) == [])
    #expect(
      desk.answers(until: 1_200) == [
        "1 cancelled requested, filled 0, as of 1100", "trading until 0, as of 1100",
      ], "of one moment, requests are worked first")
    #expect(desk.venue.nextAnswer == nil)
  }

  @Test("Streams always stand where there is no network between")
  func reconnects() {
    var desk = VenueDesk()

    #expect(desk.ask(.reconnect(.orders), .reconnect(.market)) == ["orders up", "market up"])
  }

  @Test("The venue's own history is kept only where it is asked for, and tells everything")
  func history() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 1))
    #expect(desk.venue.history.isEmpty)

    var settings = SimulatedVenueSettings()
    settings.keepsHistory = true
    desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100), order(2, .sell, 1, at: 100), amend(1, to: 4, at: 100))
    desk.play("s100=12")
    desk.send(cancel(1))

    #expect(
      desk.venue.takeHistory().map(told) == [
        "1000 accepted 1 buy 5 @ 100, position 0", "1000 rejected 2 sell 1 @ 100, position 0",
        "1000 changed 1 buy 4 @ 100, position 0", "2000 filled 1 buy 2 @ 100, position 2",
        "2000 cancelled 1 buy 2 @ 100, position 2",
      ])
    #expect(desk.venue.history.isEmpty)
  }
}

/// An event of the venue's history as a line of a story.
func told(_ event: VenueEvent) -> String {
  "\(event.time.nanoseconds) \(event.kind) \(named(event.order)) \(event.side) "
    + "\(event.quantity.steps)\(event.price.map { " @ \($0.ticks)" } ?? ""), "
    + "position \(event.position.steps)"
}
