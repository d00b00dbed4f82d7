import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Queue")
struct QueueTests {
  @Test("VENUE-01 A resting order fills when the queue before it is used up, partly if need be")
  func fillsAfterTheQueue() {
    var desk = VenueDesk()

    #expect(desk.send(order(1, .buy, 5, at: 100)) == ["1 accepted"])
    #expect(desk.ahead(1) == 10)
    #expect(desk.play("s100=7").isEmpty)
    #expect(desk.ahead(1) == 3)
    #expect(desk.play("s100=5") == ["1 buy 2 @ 100 maker"])
    #expect(desk.ahead(1) == 0)
    #expect(desk.play("s100=9") == ["1 buy 3 @ 100 maker"])
    #expect(desk.venue.restingOrders.count == 0)
    #expect(desk.venue.position == Position(steps: 5))
  }

  @Test("A trade at the price that hit the other side moves nothing")
  func otherSide() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .sell, 5, at: 103))

    #expect(desk.play("b100=50 s103=50") == [])
    #expect(desk.ahead(1) == 10)
    #expect(desk.ahead(2) == 10)
    #expect(desk.play("b103=12") == ["2 sell 2 @ 103 maker"])
  }

  @Test("No more stands before an order than is displayed; what comes later stands behind it")
  func clamped() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100))

    desk.play("B100=4")
    #expect(desk.ahead(1) == 4)
    desk.play("B100=30")
    #expect(desk.ahead(1) == 4)
    desk.play("B100=0")
    #expect(desk.ahead(1) == 0)
    #expect(desk.play("s100=2") == ["1 buy 2 @ 100 maker"])
  }

  @Test("Where nothing is displayed, nobody stands before an order")
  func emptyPrice() {
    var desk = VenueDesk()
    desk.send(order(1, .sell, 5, at: 102))

    #expect(desk.ahead(1) == 0)
    #expect(desk.play("b102=1") == ["1 sell 1 @ 102 maker"])
  }

  @Test("A snapshot is compared as a whole: nobody leaves while the book is being emptied")
  func snapshot() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 99), order(3, .sell, 5, at: 104))

    desk.play("clear B100=8 B99=40 A103=10")
    #expect(desk.ahead(1) == 8)
    #expect(desk.ahead(2) == 20)
    #expect(desk.ahead(3) == 0, "its price is not in the snapshot")
  }

  @Test("Orders of ours at one price share a trade by age, the others' volume counted once")
  func sharedTrade() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 3, at: 100))
    desk.play("B100=16")
    desk.send(order(2, .buy, 3, at: 100), order(3, .buy, 3, at: 100))
    #expect([1, 2, 3].map { desk.ahead($0) } == [10, 16, 16])

    // Ten of others, three of ours, five of the six others between.
    #expect(desk.play("s100=18") == ["1 buy 3 @ 100 maker"])
    #expect([2, 3].map { desk.ahead($0) } == [1, 1])
    #expect(desk.play("s100=5") == ["2 buy 3 @ 100 maker", "3 buy 1 @ 100 maker"])
    #expect(desk.play("s100=9") == ["3 buy 2 @ 100 maker"])
  }

  @Test("A trade strictly beyond the price fills whole, best price and oldest first")
  func tradedThrough() {
    var desk = VenueDesk()
    desk.send(
      order(1, .buy, 5, at: 99), order(2, .buy, 50, at: 100), order(3, .buy, 5, at: 99),
      order(4, .buy, 5, at: 98), order(5, .sell, 5, at: 103))

    #expect(
      desk.play("s98=1") == [
        "2 buy 50 @ 100 maker", "1 buy 5 @ 99 maker", "3 buy 5 @ 99 maker",
        "4 buy 1 @ 98 maker",
      ])
    #expect(desk.play("b104=1") == ["5 sell 5 @ 103 maker"])
  }

  @Test("The opposite best strictly beyond the price fills whole; a locked book fills nothing")
  func crossedThrough() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100), order(2, .sell, 5, at: 103))

    #expect(desk.play("A100=3") == [], "locked")
    #expect(desk.play("A99=3 B100=0") == ["1 buy 5 @ 100 maker"])
    #expect(desk.play("A99=0 A100=0 B103=1") == [], "locked")
    #expect(desk.play("B104=1 A103=0") == ["2 sell 5 @ 103 maker"])
  }

  @Test("Where the setting says so, the opposite best at our very price fills as well")
  func fillsWhenLocked() {
    var settings = SimulatedVenueSettings()
    settings.fillsWhenLocked = true
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100), order(2, .sell, 5, at: 103))

    #expect(desk.play("A100=3") == ["1 buy 5 @ 100 maker"])
    #expect(desk.play("A100=0 B103=1") == ["2 sell 5 @ 103 maker"])
  }

  @Test("A trade that hit the other side fills nothing of ours, wherever it was")
  func otherSideTraded() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100))

    #expect(desk.play("b98=9") == [])
    #expect(desk.play("s98=9") == ["1 buy 5 @ 100 maker"])
  }

  @Test("Levels are looked at after the whole update, trades in the order of lines")
  func atomicUpdate() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100))

    #expect(desk.play("A99=3 B100=4 s100=6 A99=0") == ["1 buy 2 @ 100 maker"])
    #expect(desk.play("s100=1 s100=1") == ["1 buy 1 @ 100 maker", "1 buy 1 @ 100 maker"])
  }

  @Test("Proportional: those who leave come evenly from before and behind, rounded against us")
  func proportional() {
    var settings = SimulatedVenueSettings()
    settings.queueRule = .proportional
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 99))
    desk.play("B99=40")

    // 4 of 20 before it trade; of the 36 that stood then 27 are left: a quarter went.
    desk.play("s99=4")
    #expect(desk.ahead(1) == 16)
    desk.play("B99=27")
    #expect(desk.ahead(1) == 12)
    desk.play("B99=26")
    #expect(desk.ahead(1) == 12, "less than a whole step")
    desk.play("B99=5")
    #expect(desk.ahead(1) == 3)
  }

  @Test("Proportional: a decrease that the trades explain takes nobody else away")
  func proportionalAfterTrades() {
    var settings = SimulatedVenueSettings()
    settings.queueRule = .proportional
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100))
    desk.play("B100=30")

    desk.play("s100=4 B100=26")
    #expect(desk.ahead(1) == 6)
    desk.play("B100=13")
    #expect(desk.ahead(1) == 3)
  }
}
