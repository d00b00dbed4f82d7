import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Order types")
struct OrderTypeTests {
  @Test("VENUE-01 Fill-or-kill is filled whole at once or not at all")
  func fillOrKill() {
    var desk = VenueDesk()

    #expect(
      desk.send(
        order(1, .buy, 31, at: 104, .fillOrKill), order(2, .buy, 11, at: 103, .fillOrKill),
        order(3, .buy, 12, at: 104, .fillOrKill), order(4, .buy, 19, at: nil, .fillOrKill)) == [
          "1 accepted", "1 cancelled fillOrKill, filled 0", "2 accepted",
          "2 cancelled fillOrKill, filled 0", "3 accepted", "3 buy 10 @ 103 taker",
          "3 buy 2 @ 104 taker", "4 accepted", "4 cancelled fillOrKill, filled 0",
        ])
    var settings = SimulatedVenueSettings()
    settings.rules.fillOrKill = false
    desk = VenueDesk(settings)
    #expect(!desk.venue.capabilities.supportsFillOrKill)
    #expect(desk.send(order(1, .buy, 1, at: 104, .fillOrKill)) == ["1 rejected notAvailable"])
  }

  @Test("VENUE-01 Where the venue has it, an order that can't rest and finds nothing is refused")
  func emptyTakers() {
    var settings = SimulatedVenueSettings()
    settings.rules.refusesEmptyTakers = true
    var desk = VenueDesk(settings)

    #expect(
      desk.send(
        order(1, .buy, 5, at: 102, .immediateOrCancel),
        order(2, .buy, 11, at: 103, .immediateOrCancel)) == [
          "1 rejected noLiquidity", "2 accepted", "2 buy 10 @ 103 taker",
          "2 cancelled immediate, filled 10",
        ])
    #expect(
      desk.send(order(3, .sell, 1, at: 101, .immediateOrCancel, stop: 90)) == ["3 accepted"],
      "what waits for a trigger is looked at then")
  }

  @Test("VENUE-01 Where the venue has it, only reduce-only orders wait for a trigger")
  func triggersMustReduce() {
    var settings = SimulatedVenueSettings()
    settings.rules.triggersMustReduce = true
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 2))

    #expect(
      desk.send(order(2, .sell, 1, stop: 90), order(3, .sell, 1, reduceOnly: true, stop: 90))
        == ["2 rejected notAvailable", "3 accepted"])
  }

  @Test("VENUE-01 An order that arrives at its expiry or later is refused")
  func expiry() {
    var desk = VenueDesk()

    #expect(desk.venue.capabilities.supportsExpiry)
    #expect(
      desk.send(
        order(1, .buy, 1, at: 99, expires: 1_001), order(2, .buy, 1, at: 99, expires: 1_000))
        == ["1 accepted", "2 rejected expired"])
    #expect(desk.play("B98=1") == [], "what stands in time stands on")
  }

  @Test("An order or a trigger with too many significant figures is off the tick grid")
  func figures() {
    var settings = SimulatedVenueSettings()
    settings.rules.significantFigures = 2
    let instrument = Instrument(
      symbol: "TEST", venue: "simulated", tick: DecimalNumber(mantissa: 1, decimals: 2),
      step: DecimalNumber(mantissa: 1, decimals: 0))
    var desk = VenueDesk(settings)
    desk.venue = SimulatedVenue(instrument: instrument, settings: settings, bookSource: .depth)

    #expect(desk.venue.capabilities.significantFigures == 2)
    #expect(
      desk.send(
        order(1, .buy, 1, at: 120), order(2, .buy, 1, at: 121), order(3, .buy, 1, at: 12_300),
        order(4, .buy, 1, stop: 1_250), amend(1, to: 1, at: 123)) == [
          "1 accepted", "2 rejected invalidTickSize", "3 accepted", "4 rejected invalidTickSize",
          "1 amend refused invalidTickSize",
        ])
  }

  @Test("Own orders in the way of a taking one are cancelled, and nothing of them is filled")
  func selfTrade() {
    var settings = SimulatedVenueSettings()
    settings.rules.selfTrade = .cancelsResting
    var desk = VenueDesk(settings)
    desk.send(
      order(1, .sell, 1, at: 102), order(2, .sell, 1, at: 103), order(3, .sell, 1, at: 104),
      order(4, .sell, 1, at: 105))

    #expect(
      desk.send(order(5, .buy, 30, at: 104, .immediateOrCancel)) == [
        "5 accepted", "1 cancelled selfTrade, filled 0", "2 cancelled selfTrade, filled 0",
        "5 buy 10 @ 103 taker", "5 buy 20 @ 104 taker",
      ], "the third stands behind all that was taken, the fourth beyond the limit")
    #expect(
      desk.send(order(6, .buy, 1, at: 105)) == ["6 rejected wouldCross"],
      "a post-only order doesn't take the place of its own")
  }

  @Test("A name that the venue remembers is refused again where it minds")
  func endedNames() {
    var settings = SimulatedVenueSettings()
    settings.rules.refusesEndedNames = true
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 1, at: 99), cancel(1))

    #expect(desk.send(order(1, .buy, 1, at: 99)) == ["1 rejected duplicateID"])
    #expect(desk.ask(.status(id(1))) == ["1 cancelled requested, filled 0, as of 1000"])
  }

  @Test("An amend that is a cancel and a new order loses its place, and may lose the order")
  func replacing() {
    var settings = SimulatedVenueSettings()
    settings.rules.amend = .cancelsAndPlaces
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100, .goodTillCancelled))
    desk.play("B100=4")
    desk.play("B100=30")

    #expect(desk.venue.capabilities.amendIsCancelReplace)
    #expect(!desk.venue.capabilities.amendKeepsQueueOnDecrease)
    #expect(desk.send(amend(1, to: 3, at: 100)) == ["1 amended to 3 @ 100"])
    #expect(desk.ahead(1) == 30)
    #expect(desk.send(amend(1, to: 0, at: 100)) == ["1 amend refused malformed"])
    #expect(
      desk.send(amend(1, to: 3, at: 103))
        == ["1 amend refused wouldCross", "1 cancelled requested, filled 0"])
    #expect(
      desk.send(amend(1, to: 3, at: 99), amend(9, to: 3, at: 99))
        == ["1 amend refused alreadyEnded", "9 amend refused unknownOrder"])
    settings.rules.amend = .none
    desk = VenueDesk(settings)
    desk.send(order(1, .buy, 5, at: 100))
    #expect(!desk.venue.capabilities.supportsAmend)
    #expect(desk.send(amend(1, to: 3, at: 100)) == ["1 amend refused notAvailable"])
  }
}

@Suite("Reduce-only that shrinks")
struct ShrinkingTests {
  private func desk() -> VenueDesk {
    var settings = SimulatedVenueSettings()
    settings.rules.reduceOnly = .shrinks
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 8))
    return desk
  }

  @Test("VENUE-01 A reduce-only order larger than the position is shrunk on arrival, never flips")
  func arrival() {
    var desk = desk()

    #expect(desk.venue.capabilities.shrinksReduceOnly)
    #expect(
      desk.send(order(2, .sell, 9, at: 104, reduceOnly: true)) == ["2 accepted", "2 shrunk to 8"])
    #expect(
      desk.send(order(3, .sell, 20, reduceOnly: true)) == [
        "3 accepted", "3 shrunk to 8", "3 sell 8 @ 100 taker", "2 cancelled reduceOnly, filled 0",
      ])
    #expect(desk.venue.position.isFlat)
    #expect(desk.send(order(4, .sell, 1, at: 104, reduceOnly: true)) == ["4 rejected reduceOnly"])
  }

  @Test("A resting one shrinks with the position, and ends with it")
  func resting() {
    var desk = desk()
    desk.send(order(2, .sell, 8, at: 104, reduceOnly: true))

    #expect(
      desk.send(order(3, .sell, 3)) == ["3 accepted", "3 sell 3 @ 100 taker", "2 shrunk to 5"])
    #expect(
      desk.send(order(4, .sell, 6)) == [
        "4 accepted", "4 sell 6 @ 100 taker", "2 cancelled reduceOnly, filled 0",
      ])
    #expect(desk.venue.position == Position(steps: -1))
  }

  @Test("Of several that together exceed the position the oldest go")
  func several() {
    var desk = desk()

    #expect(
      desk.send(
        order(2, .sell, 4, at: 104, reduceOnly: true),
        order(3, .sell, 4, at: 105, reduceOnly: true),
        order(4, .sell, 3, at: 106, reduceOnly: true))
        == ["2 accepted", "3 accepted", "4 accepted", "2 cancelled reduceOnly, filled 0"])
  }
}
