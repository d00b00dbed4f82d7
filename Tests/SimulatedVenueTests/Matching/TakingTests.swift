import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Taking")
struct TakingTests {
  @Test("VENUE-01 Immediate-or-cancel takes level by level to its limit; the rest is cancelled")
  func immediate() {
    var desk = VenueDesk()

    #expect(
      desk.send(order(1, .buy, 50, at: 104, .immediateOrCancel)) == [
        "1 accepted", "1 buy 10 @ 103 taker", "1 buy 20 @ 104 taker",
        "1 cancelled immediate, filled 30",
      ])
    #expect(
      desk.send(order(2, .sell, 50, at: 100, .immediateOrCancel)) == [
        "2 accepted", "2 sell 10 @ 100 taker", "2 cancelled immediate, filled 10",
      ])
    #expect(desk.venue.position == Position(steps: 20))
  }

  @Test("A market order takes whatever is displayed, and ends")
  func market() {
    var desk = VenueDesk()

    #expect(
      desk.send(order(1, .sell, 15), order(2, .sell, 20, .goodTillCancelled)) == [
        "1 accepted", "1 sell 10 @ 100 taker", "1 sell 5 @ 99 taker",
        "2 accepted", "2 sell 15 @ 99 taker", "2 cancelled immediate, filled 15",
      ])
    #expect(desk.send(order(3, .sell, 1)) == ["3 rejected noLiquidity"])
  }

  @Test("What a trade went through is gone until the book's next update, and in nobody's way")
  func outrun() {
    var desk = VenueDesk()
    desk.play("s99=1")

    #expect(
      desk.send(order(1, .sell, 15, at: 99, .immediateOrCancel)) == [
        "1 accepted", "1 sell 15 @ 99 taker",
      ], "the bid of 100 was gone")
    #expect(desk.send(order(2, .sell, 1, at: 100)) == ["2 accepted"], "nothing to cross there")
    desk.play("A110=1")
    #expect(desk.send(order(3, .sell, 1, at: 100)) == ["3 rejected wouldCross"])
  }

  @Test("An order that rests before the book caught up waits until the book has shown it clear")
  func unseen() {
    var desk = VenueDesk()
    desk.play("s97=1")
    desk.send(order(1, .sell, 5, at: 98))

    #expect(desk.play("A110=2") == [], "the bid of 100 is still displayed, and still gone")
    #expect(desk.play("B100=0 B99=0") == [], "now the book shows it")
    #expect(desk.play("B99=3") == ["1 sell 5 @ 98 maker"])
  }

  @Test("What was taken is gone from the book until the tape says what stands there")
  func gone() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 12))

    #expect(desk.venue.book.asks.best == Price(ticks: 104))
    #expect(desk.venue.book.asks.size(at: Price(ticks: 104)) == Quantity(steps: 18))
    #expect(
      desk.send(order(2, .buy, 1, at: 103, .immediateOrCancel))
        == ["2 accepted", "2 cancelled immediate, filled 0"])
    desk.play("A103=10")
    #expect(
      desk.send(order(3, .buy, 1, at: 103, .immediateOrCancel))
        == ["3 accepted", "3 buy 1 @ 103 taker"])
  }

  @Test("Good-till-cancelled takes, then rests behind what is displayed at its price")
  func takesThenRests() {
    var desk = VenueDesk()

    #expect(
      desk.send(order(1, .buy, 15, at: 103, .goodTillCancelled))
        == ["1 accepted", "1 buy 10 @ 103 taker"])
    #expect(desk.ahead(1) == 0)
    #expect(desk.play("s103=3") == ["1 buy 3 @ 103 maker"])
    #expect(desk.send(cancel(1)) == ["1 cancelled requested, filled 13"])
  }

  @Test("Set so, our own orders pass each other by; taking before ours shortens its queue")
  func noSelfTrade() {
    var desk = VenueDesk(.passing)
    desk.send(order(1, .buy, 5, at: 100))

    #expect(
      desk.send(order(2, .sell, 4, at: 100, .immediateOrCancel))
        == ["2 accepted", "2 sell 4 @ 100 taker"])
    #expect(desk.ahead(1) == 6)
    #expect(
      desk.send(order(3, .sell, 9, at: 100, .immediateOrCancel))
        == ["3 accepted", "3 sell 6 @ 100 taker", "3 cancelled immediate, filled 6"])
    #expect(desk.ahead(1) == 0)
    #expect(desk.venue.restingOrders.count == 1)
  }

  @Test("Reduce-only takes no more than the position and doesn't turn it")
  func reduceOnly() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 4))

    #expect(
      desk.send(order(2, .sell, 9, at: 99, .immediateOrCancel, reduceOnly: true)) == [
        "2 accepted", "2 sell 4 @ 100 taker", "2 cancelled immediate, filled 4",
      ])
    #expect(desk.venue.position.isFlat)
    desk.send(order(3, .buy, 2))
    #expect(
      desk.send(order(4, .sell, 9, at: 100, .goodTillCancelled, reduceOnly: true)) == [
        "4 accepted", "4 sell 2 @ 100 taker", "4 cancelled reduceOnly, filled 2",
      ])
  }

  @Test("Fills are numbered from one and charged by liquidity, rebates included")
  func fees() {
    // A basis point to take, half of one back for resting; a unit is rounded away from zero.
    var desk = VenueDesk(maker: -5_000, taker: 10_000, market: "B10000=10 A10300=10")
    desk.venue.submit(
      [order(1, .buy, 3, at: 10_300, .immediateOrCancel), order(2, .buy, 1, at: 10_100)],
      at: Instant(nanoseconds: 7))
    let trade = [MarketChange(.sellTrade, Price(ticks: 10_100), Quantity(steps: 1))]
    apply(trade, to: &desk.venue, at: Instant(nanoseconds: 9))
    var reports: [VenueReport] = []
    desk.venue.takeReports(until: .distantFuture, into: &reports)

    #expect(
      reports == [
        .accepted(id(1)),
        .filled(
          Fill(
            id: FillID(1), order: id(1), side: .buy, price: Price(ticks: 10_300),
            quantity: Quantity(steps: 3), fee: ExactMoney(units: 309_000_000), liquidity: .taker,
            time: Instant(nanoseconds: 7), positionBefore: .flat)),
        .accepted(id(2)),
        .filled(
          Fill(
            id: FillID(2), order: id(2), side: .buy, price: Price(ticks: 10_100),
            quantity: Quantity(steps: 1), fee: ExactMoney(units: -50_500_000), liquidity: .maker,
            time: Instant(nanoseconds: 9), positionBefore: Position(steps: 3))),
      ])
    let counters = desk.venue.counters
    #expect([counters.fills, counters.makerFills, counters.takerFills] == [2, 1, 1])
    #expect(counters.volume == 4)
    #expect(counters.completed == 2)
  }
}
