import Market
import SimulatedVenue
import Testing
import Venue

@Suite("A book of quotes")
struct QuotesTests {
  static let desk = VenueDesk(source: .quotes, market: "(100=10 )103=10")

  @Test("At the best an order joins behind the quote; before it nobody stands")
  func atTheBest() {
    var desk = Self.desk
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 101))

    #expect(desk.ahead(1) == 10)
    #expect(desk.ahead(2) == 0)
    desk.play("(100=6")
    #expect(desk.ahead(1) == 6)
    #expect(desk.play("s100=8") == ["2 buy 5 @ 101 maker", "1 buy 2 @ 100 maker"])
  }

  @Test("Behind the best the queue is unknown until the best shows it; a trade through still fills")
  func behindTheBest() {
    var desk = Self.desk
    desk.send(order(1, .buy, 5, at: 98), order(2, .buy, 5, at: 97))
    #expect([1, 2].map { desk.ahead($0) } == [-1, -1])

    #expect(desk.play("s98=1000") == [])
    desk.play("(98=7")
    #expect([1, 2].map { desk.ahead($0) } == [7, -1])
    #expect(desk.play("s96=1") == ["1 buy 5 @ 98 maker", "2 buy 5 @ 97 maker"])
  }

  @Test("A price the best leaves for a better one keeps its queue; one it falls back over has none")
  func bestMoves() {
    var desk = Self.desk
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 99), order(3, .sell, 5, at: 103))

    desk.play("(101=3")
    #expect([1, 2].map { desk.ahead($0) } == [10, -1])
    desk.play("(98=4")
    #expect([1, 2, 3].map { desk.ahead($0) } == [0, 0, 10])
    desk.play(")104=1")
    #expect(desk.ahead(3) == 0)
  }

  @Test("Proportional: what went while the price was not shown is not taken from before us")
  func hiddenMeanwhile() {
    var settings = SimulatedVenueSettings()
    settings.queueRule = .proportional
    var desk = VenueDesk(settings, source: .quotes, market: "(100=10 )103=10")
    desk.send(order(1, .buy, 5, at: 100))

    desk.play("(100=20")
    desk.play("(101=3")
    desk.play("(100=15")
    #expect(desk.ahead(1) == 10)
    desk.play("(100=12")
    #expect(desk.ahead(1) == 8)
  }

  @Test("The opposite quote through the price fills; levels of the other channel are not heard")
  func crossed() {
    var desk = Self.desk
    desk.send(order(1, .buy, 5, at: 100))

    #expect(desk.play("A90=1") == [])
    #expect(desk.play(")100=1") == [])
    #expect(desk.play("(98=1 )99=1") == ["1 buy 5 @ 100 maker"])
  }

  @Test("A quote that was taken whole is gone until the next one")
  func taken() {
    var desk = Self.desk

    #expect(
      desk.send(order(1, .buy, 15)) == [
        "1 accepted", "1 buy 10 @ 103 taker", "1 cancelled immediate, filled 10",
      ])
    #expect(desk.venue.book.asks.best == nil)
    desk.play(")103=4")
    #expect(desk.venue.book.asks.best == Price(ticks: 103))
  }

  @Test("An emptied book and new quotes are compared as a whole")
  func cleared() {
    var desk = Self.desk
    desk.send(order(1, .buy, 5, at: 100), order(2, .buy, 5, at: 99))

    desk.play("clear (100=8 )103=1")
    #expect([1, 2].map { desk.ahead($0) } == [8, -1])
  }
}
