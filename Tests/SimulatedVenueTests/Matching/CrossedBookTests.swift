import Market
import SimulatedVenue
import Testing
import Venue

@Suite("A crossed book")
struct CrossedBookTests {
  @Test("DATA-01 A crossed book fills no resting order, by levels or by trades")
  func restingOrders() {
    var desk = VenueDesk()
    desk.send(order(1, .sell, 5, at: 103), order(2, .buy, 5, at: 100))

    #expect(desk.play("B105=1") == [], "the bid is above the ask of 103")
    #expect(desk.play("s99=4 b104=50") == [])
    #expect(desk.venue.counters.crossedUpdates == 1, "trades say nothing of the book")

    #expect(desk.play("B105=0") == [])
    #expect(desk.play("b104=1") == ["1 sell 5 @ 103 maker"])
  }

  @Test("DATA-01 Bid and ask that cross over two updates fill nothing; the sound book after does")
  func twoUpdates() {
    var desk = VenueDesk()
    desk.send(order(1, .sell, 5, at: 104))
    #expect(desk.play("B104=3 B105=3") == [])
    #expect(desk.play("A103=0 A104=0 A106=9") == ["1 sell 5 @ 104 maker"])
    #expect(desk.venue.counters.crossedUpdates == 1)
  }

  @Test("DATA-01 A trade of the update that crosses the book fills nothing")
  func tradeOfTheUpdate() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 101))
    #expect(desk.play("s101=9 B105=1") == [])
    #expect(desk.play("s101=9 B105=0") == ["1 buy 5 @ 101 maker"])

    var quotes = VenueDesk(source: .quotes, market: "(100=10 )103=10")
    quotes.send(order(1, .buy, 5, at: 101))
    #expect(quotes.play("s101=9 (105=1") == [])
    #expect(quotes.play("s101=9 (101=1") == ["1 buy 5 @ 101 maker"])
  }

  @Test("DATA-01 Takers take nothing from a crossed book; a locked one is none")
  func takers() {
    var desk = VenueDesk()
    desk.play("B105=1")
    #expect(
      desk.send(order(1, .sell, 1, at: 100, .immediateOrCancel)) == [
        "1 accepted", "1 cancelled immediate, filled 0",
      ])
    desk.play("B105=0 B103=2")
    #expect(
      desk.send(order(2, .sell, 1, at: 100, .immediateOrCancel)) == [
        "2 accepted", "2 sell 1 @ 103 taker",
      ])
    #expect(desk.venue.counters.crossedUpdates == 1)
  }

  @Test(
    "DATA-01 No trigger goes off by a crossed book, and the mark stays",
    arguments: [
      TriggerReference.mark, .oppositeBest,
    ])
  func triggers(reference: TriggerReference) {
    var settings = SimulatedVenueSettings()
    settings.rules.triggerReferences = [.mark, .oppositeBest]
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 103, .immediateOrCancel))
    desk.send(
      order(2, .sell, 5, at: 90, .goodTillCancelled, reduceOnly: true, stop: 97, on: reference))

    #expect(desk.play("A91=1") == [], "the ask is far under the bid")
    #expect(desk.venue.mark == Price(ticks: 101))
    #expect(desk.play("B100=0 B99=0 B90=9") == ["2 triggered", "2 sell 5 @ 90 taker"])
  }
}
