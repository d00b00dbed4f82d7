import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Arrival")
struct ArrivalTests {
  @Test("VENUE-01 Post-only is rejected at or beyond the opposite best, and rests before it")
  func postOnly() {
    var desk = VenueDesk(.passing)

    #expect(
      desk.send(
        order(1, .buy, 1, at: 102), order(2, .buy, 1, at: 103), order(3, .buy, 1, at: 110),
        order(4, .sell, 1, at: 101), order(5, .sell, 1, at: 100), order(6, .sell, 1, at: 90))
        == [
          "1 accepted", "2 rejected wouldCross", "3 rejected wouldCross",
          "4 accepted", "5 rejected wouldCross", "6 rejected wouldCross",
        ])
    #expect(desk.venue.counters.accepted == 2)
    #expect(desk.venue.counters.rejected == 4)
  }

  @Test("Post-only rests at any price while the opposite side is empty")
  func emptySide() {
    var desk = VenueDesk(market: "B100=10")

    #expect(desk.send(order(1, .buy, 1, at: 500)) == ["1 accepted"])
  }

  @Test("Quantity zero and a post-only without a price are malformed; a live id is a duplicate")
  func malformed() {
    var desk = VenueDesk()

    #expect(
      desk.send(
        order(1, .buy, 0, at: 99), order(1, .buy, 1, at: 99), order(1, .buy, 1, at: 98),
        order(2, .buy, 1, at: nil, .postOnly), order(3, .buy, .max, at: 99),
        order(4, .buy, 1, at: Price.maximumTicks + 1))
        == [
          "1 rejected malformed", "1 accepted", "1 rejected duplicateID", "2 rejected malformed",
          "3 rejected malformed", "4 rejected malformed",
        ])
    #expect(
      desk.send(cancel(1), order(1, .buy, 1, at: 98))
        == ["1 cancelled requested, filled 0", "1 accepted"])
  }

  @Test("As many orders rest as allowed; what never rests still passes")
  func tooMany() {
    var settings = SimulatedVenueSettings()
    settings.maximumOpenOrders = 2
    var desk = VenueDesk(settings)

    #expect(
      desk.send(
        order(1, .buy, 1, at: 99), order(2, .buy, 1, at: 98), order(3, .buy, 1, at: 97),
        order(4, .buy, 1, at: 103, .immediateOrCancel), cancel(1), order(5, .buy, 1, at: 97))
        == [
          "1 accepted", "2 accepted", "3 rejected tooManyOrders", "4 accepted",
          "4 buy 1 @ 103 taker", "1 cancelled requested, filled 0", "5 accepted",
        ])
    #expect(desk.venue.capabilities.maximumOpenOrders == 2)
  }

  @Test("VENUE-01 An order under the minimum notional is rejected")
  func minimumNotional() {
    var desk = VenueDesk(minimumNotional: 500)

    #expect(
      desk.send(
        order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 99), order(3, .sell, 4),
        order(4, .sell, 5), order(5, .buy, 5))
        == [
          "1 accepted", "2 rejected belowMinimumNotional", "3 rejected belowMinimumNotional",
          "4 accepted", "4 sell 5 @ 100 taker", "5 accepted", "5 buy 5 @ 103 taker",
        ])
  }

  @Test("A reduce-only order under the minimum passes only if it closes the whole position")
  func minimumNotionalClosing() {
    var desk = VenueDesk(minimumNotional: 500)
    desk.send(order(1, .buy, 5))
    desk.send(order(2, .sell, 5, at: 104, reduceOnly: true))
    desk.play("b104=23")
    #expect(desk.venue.position == Position(steps: 2))

    #expect(
      desk.send(
        order(3, .sell, 1, reduceOnly: true), order(4, .sell, 2),
        order(5, .sell, 2, reduceOnly: true)
      ) == [
        "3 rejected belowMinimumNotional", "4 rejected belowMinimumNotional", "5 accepted",
        "5 sell 2 @ 100 taker",
      ])
  }

  @Test("VENUE-01 Reduce-only is rejected when it would not reduce")
  func reduceOnlyArrival() {
    var desk = VenueDesk()

    #expect(
      desk.send(order(1, .sell, 1, at: 104, reduceOnly: true)) == ["1 rejected reduceOnly"])
    desk.send(order(2, .buy, 3))
    #expect(
      desk.send(
        order(3, .buy, 1, at: 99, reduceOnly: true), order(4, .sell, 1, at: 104, reduceOnly: true))
        == ["3 rejected reduceOnly", "4 accepted"])
  }

  @Test("A resting reduce-only order fills down to flat, and ends when nothing is left to reduce")
  func reduceOnlyResting() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 3))
    desk.send(
      order(2, .sell, 2, at: 102, reduceOnly: true), order(3, .sell, 4, at: 102, reduceOnly: true),
      order(4, .sell, 1, at: 102, reduceOnly: true), order(5, .sell, 2, at: 102))

    #expect(
      desk.play("b102=4") == [
        "2 sell 2 @ 102 maker", "3 sell 1 @ 102 maker", "3 cancelled reduceOnly, filled 1",
        "4 cancelled reduceOnly, filled 0", "5 sell 1 @ 102 maker",
      ])
    #expect(desk.venue.position == Position(steps: -1))
  }

  @Test("A trade that just reaches flat leaves the rest of a reduce-only order standing")
  func reduceOnlyExactlyFlat() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 2))
    desk.send(order(2, .sell, 4, at: 102, reduceOnly: true))

    #expect(desk.play("b102=2") == ["2 sell 2 @ 102 maker"])
    #expect(desk.venue.restingOrders.count == 1)
    #expect(desk.play("b102=1") == ["2 cancelled reduceOnly, filled 2"])
  }

  @Test("A cancel ends the order with all it filled; an unknown one is refused")
  func cancels() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("s100=12")

    #expect(
      desk.send(cancel(1), cancel(1), cancel(9))
        == [
          "1 cancelled requested, filled 2", "1 cancel refused unknownOrder",
          "9 cancel refused unknownOrder",
        ])
    #expect(desk.venue.restingOrders.isEmpty)
  }

  @Test("A smaller amend at the same price keeps its place; everything else goes to the back")
  func amends() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 100))
    desk.play("B100=4")
    desk.play("B100=30")

    #expect(desk.send(amend(1, to: 3, at: 100)) == ["1 amended to 3 @ 100"])
    #expect(desk.ahead(1) == 4)
    #expect(desk.send(amend(1, to: 4, at: 100)) == ["1 amended to 4 @ 100"])
    #expect(desk.ahead(1) == 30)
    #expect(desk.send(amend(2, to: 5, at: 99)) == ["2 amended to 5 @ 99"])
    #expect(desk.ahead(2) == 20)
    #expect(desk.play("s100=33") == ["1 buy 3 @ 100 maker"])
    #expect(desk.send(cancel(1)) == ["1 cancelled requested, filled 3"])
  }

  @Test("An amend that is refused leaves the order as it was")
  func refusedAmends() {
    var desk = VenueDesk(minimumNotional: 200)
    desk.send(order(1, .buy, 5, at: 100))

    #expect(
      desk.send(
        amend(9, to: 5, at: 99), amend(1, to: 0, at: 99), amend(1, to: 5, at: 103),
        amend(1, to: 1, at: 100), amend(1, to: .max, at: 100))
        == [
          "9 amend refused unknownOrder", "1 amend refused malformed",
          "1 amend refused wouldCross", "1 amend refused belowMinimumNotional",
          "1 amend refused malformed",
        ])
    #expect(desk.venue.restingOrder(id(1))?.remaining == Quantity(steps: 5))
    #expect(desk.ahead(1) == 10)
    #expect(desk.venue.counters.refused == 5)
  }

  @Test("A good-till-cancelled order amended over the best ask takes, then rests")
  func amendTakes() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100, .goodTillCancelled))

    #expect(
      desk.send(amend(1, to: 12, at: 103)) == ["1 amended to 12 @ 103", "1 buy 10 @ 103 taker"])
    #expect(desk.venue.restingOrder(id(1))?.remaining == Quantity(steps: 2))
    #expect(desk.venue.restingOrder(id(1))?.filled == Quantity(steps: 10))
  }
}
