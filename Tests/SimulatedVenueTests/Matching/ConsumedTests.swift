import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Size that trades consumed")
struct ConsumedTests {
  @Test("VENUE-01 A taker gets only what trades left at their price, until the book says anew")
  func whatIsLeft() {
    var desk = VenueDesk()
    desk.play("s100=7")
    #expect(
      desk.send(order(1, .sell, 9, at: 99, .immediateOrCancel)) == [
        "1 accepted", "1 sell 3 @ 100 taker", "1 sell 6 @ 99 taker",
      ])

    desk.play("b103=10")
    #expect(
      desk.send(order(2, .buy, 5, at: 103, .immediateOrCancel)) == [
        "2 accepted", "2 cancelled immediate, filled 0",
      ], "nothing of the 10 is left")
    desk.play("A103=4")
    #expect(
      desk.send(order(3, .buy, 5, at: 103, .immediateOrCancel)) == [
        "3 accepted", "3 buy 4 @ 103 taker", "3 cancelled immediate, filled 4",
      ])
  }

  @Test("VENUE-01 Lines of other prices and of the other side don't bring consumed size back")
  func otherLines() {
    var desk = VenueDesk()
    desk.play("s100=10")
    desk.play("A110=1")
    desk.play("B98=5")
    #expect(
      desk.send(order(1, .sell, 5, at: 100, .immediateOrCancel)) == [
        "1 accepted", "1 cancelled immediate, filled 0",
      ])

    var sweep = VenueDesk()
    sweep.play("s99=5")
    sweep.play("A110=1")
    #expect(
      sweep.send(order(1, .sell, 30, at: 99, .immediateOrCancel)) == [
        "1 accepted", "1 sell 15 @ 99 taker", "1 cancelled immediate, filled 15",
      ], "the bid of 100 went before the one of 99")
  }

  @Test("VENUE-01 Within an update a later line says anew, and a later trade consumes what it says")
  func withinAnUpdate() {
    let sell = order(1, .sell, 9, at: 100, .immediateOrCancel)
    var after = VenueDesk()
    after.play("s100=10 B100=6")
    #expect(
      after.send(sell) == [
        "1 accepted", "1 sell 6 @ 100 taker", "1 cancelled immediate, filled 6",
      ])

    var before = VenueDesk()
    before.play("B100=6 s100=4")
    #expect(
      before.send(sell) == [
        "1 accepted", "1 sell 2 @ 100 taker", "1 cancelled immediate, filled 2",
      ])
  }

  @Test("VENUE-01 What a trade consumed is gone for takers though an order of ours filled from it")
  func ownFill() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 5, at: 100))
    #expect(desk.play("s100=15") == ["1 buy 5 @ 100 maker"])
    #expect(
      desk.send(order(2, .sell, 5, at: 99, .immediateOrCancel)) == [
        "2 accepted", "2 sell 5 @ 99 taker",
      ])
  }

  @Test("VENUE-01 Of a best price that is quoted, trades consume until it is quoted anew")
  func quotes() {
    var desk = VenueDesk(source: .quotes, market: "(100=10 )103=10")
    desk.play("s100=8")
    #expect(
      desk.send(order(1, .sell, 5, at: 100, .immediateOrCancel)) == [
        "1 accepted", "1 sell 2 @ 100 taker", "1 cancelled immediate, filled 2",
      ])
    desk.play(")104=3")
    #expect(
      desk.send(order(2, .sell, 5, at: 100, .immediateOrCancel)) == [
        "2 accepted", "2 cancelled immediate, filled 0",
      ], "the ask says nothing of the bid")
    desk.play("(100=4")
    #expect(
      desk.send(order(3, .sell, 5, at: 100, .immediateOrCancel)) == [
        "3 accepted", "3 sell 4 @ 100 taker", "3 cancelled immediate, filled 4",
      ])
  }

  @Test("VENUE-01 Fill-or-kill counts no size that trades consumed")
  func fillOrKill() {
    var settings = SimulatedVenueSettings()
    settings.rules.fillOrKill = true
    var desk = VenueDesk(settings)
    desk.play("b103=8")
    #expect(
      desk.send(order(1, .buy, 5, at: 103, .fillOrKill)) == [
        "1 accepted", "1 cancelled fillOrKill, filled 0",
      ])
    #expect(
      desk.send(order(2, .buy, 2, at: 103, .fillOrKill)) == [
        "2 accepted", "2 buy 2 @ 103 taker",
      ])
  }
}
