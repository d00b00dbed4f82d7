import Market
import SimulatedVenue
import Testing
import Venue

@Suite("Triggers")
struct TriggerTests {
  @Test("VENUE-01 A stop waits at the venue for the mark, and is then a market order")
  func stopOnMark() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 3))

    #expect(desk.send(order(2, .sell, 3, reduceOnly: true, stop: 99)) == ["2 accepted"])
    #expect(
      desk.ask(.openOrders, .status(id(2))) == [
        "2 sell 3 of 3 reduce-only on mark 99",
        "2 live: 2 sell 3 of 3 reduce-only on mark 99, as of 1000",
      ])
    #expect(desk.play("B100=0 A101=2") == [], "the mark is 100")
    #expect(
      desk.play("A100=2") == ["2 triggered", "2 sell 3 @ 99 taker"],
      "the middle of 99 and 100, rounded down to a tick")
  }

  @Test(
    "Each reference sets it off, and only it",
    arguments: [
      (TriggerReference.mark, "B98=1 B99=0 B100=0 A99=1"), (.last, "s99=1"),
      (.oppositeBest, "B100=0"),
    ])
  func references(reference: TriggerReference, update: String) {
    for other in TriggerReference.allCases {
      var desk = VenueDesk()
      desk.play("b103=1")
      desk.send(order(1, .buy, 3))
      desk.send(order(2, .sell, 3, reduceOnly: true, stop: 99, on: other))

      let heard = desk.play(update)
      // A fall of the mark is one of the best bid too.
      let fires = other == reference || (reference == .mark && other == .oppositeBest)
      #expect(heard.contains("2 triggered") == fires, "\(other) by \(update)")
    }
  }

  @Test("A stop with a limit rests at it; a target goes off on the other way")
  func limits() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 3))
    desk.send(
      order(
        2, .sell, 3, at: 101, .goodTillCancelled, reduceOnly: true, stop: 98, on: .oppositeBest),
      order(3, .sell, 3, at: 106, .immediateOrCancel, reduceOnly: true, target: 105, on: .last))

    #expect(desk.play("B100=0 B99=0 B98=5 A103=0") == ["2 triggered"])
    #expect(desk.venue.restingOrder(id(2))?.price == Price(ticks: 101))
    #expect(
      desk.play("b105=1") == [
        "2 sell 3 @ 101 maker", "3 triggered", "3 cancelled reduceOnly, filled 0",
      ])
  }

  @Test("One that would go off at once is refused, and so is one without a position to reduce")
  func refused() {
    var desk = VenueDesk()
    desk.send(order(1, .buy, 3))

    #expect(
      desk.send(
        order(2, .sell, 3, reduceOnly: true, stop: 101),
        order(3, .sell, 3, reduceOnly: true, target: 101),
        order(4, .buy, 3, reduceOnly: true, stop: 110), order(5, .sell, 3, stop: 99, on: .last))
        == [
          "2 rejected badTrigger", "3 rejected badTrigger", "4 rejected reduceOnly", "5 accepted",
        ])
    var settings = SimulatedVenueSettings()
    settings.rules.triggerReferences = [.mark]
    desk = VenueDesk(settings)
    #expect(desk.venue.capabilities.triggerReferences == [.mark])
    #expect(desk.send(order(1, .buy, 1, stop: 110, on: .last)) == ["1 rejected notAvailable"])
  }

  @Test("A waiting order counts as open, is cancelled as any other and can't be amended")
  func waiting() {
    var settings = SimulatedVenueSettings()
    settings.maximumOpenOrders = 1
    var desk = VenueDesk(settings)

    #expect(
      desk.send(
        order(1, .buy, 3, stop: 110), order(2, .buy, 3, stop: 110), order(2, .buy, 3, at: 99),
        order(1, .buy, 3, at: nil), amend(1, to: 1, at: 99), cancel(1), cancel(1))
        == [
          "1 accepted", "2 rejected tooManyOrders", "2 rejected tooManyOrders",
          "1 rejected duplicateID", "1 amend refused notAvailable",
          "1 cancelled requested, filled 0", "1 cancel refused unknownOrder",
        ])
    #expect(desk.ask(.status(id(1))) == ["1 cancelled requested, filled 0, as of 1000"])
  }

  @Test("What one stop takes can set off the next")
  func cascade() {
    var desk = VenueDesk()
    desk.send(order(1, .sell, 12, stop: 99, on: .oppositeBest))
    desk.send(order(2, .sell, 19, stop: 98, on: .oppositeBest))

    #expect(
      desk.play("B98=4 B99=12 B100=0") == [
        "1 triggered", "1 sell 12 @ 99 taker", "2 triggered", "2 sell 4 @ 98 taker",
        "2 cancelled immediate, filled 4",
      ])
  }
}

@Suite("Groups")
struct GroupTests {
  private func desk(coversPartialFills: Bool) -> VenueDesk {
    var settings = SimulatedVenueSettings()
    settings.rules.groupsCoverPartialFills = coversPartialFills
    var desk = VenueDesk(settings)
    desk.send(order(1, .buy, 3))
    desk.send(
      order(2, .sell, 3, at: 102, reduceOnly: true, group: 7),
      order(3, .sell, 3, reduceOnly: true, stop: 90, group: 7),
      order(4, .sell, 3, at: 105, group: 8))
    return desk
  }

  @Test("VENUE-01 One that fills whole cancels the others of its group, a partial fill does not")
  func whole() {
    var desk = desk(coversPartialFills: false)

    #expect(desk.venue.capabilities.groupsOrders)
    #expect(!desk.venue.capabilities.groupsCoverPartialFills)
    #expect(desk.play("b102=2") == ["2 sell 2 @ 102 maker"])
    #expect(
      desk.play("b102=1") == ["2 sell 1 @ 102 maker", "3 cancelled siblingFilled, filled 0"])
    #expect(desk.venue.openOrders.map(\.id) == [id(4)])
  }

  @Test("Where groups cover partial fills, the others shrink by as much")
  func partial() {
    var desk = desk(coversPartialFills: true)

    #expect(desk.play("b102=2") == ["2 sell 2 @ 102 maker", "3 shrunk to 1"])
    #expect(
      desk.play("b102=1") == ["2 sell 1 @ 102 maker", "3 cancelled siblingFilled, filled 0"])
  }

  @Test("Both of a group that one trade goes through: only the first is filled")
  func both() {
    var desk = VenueDesk()
    desk.send(
      order(1, .sell, 3, at: 102, group: 7), order(2, .sell, 3, at: 103, group: 7))

    #expect(
      desk.play("b110=50") == ["1 sell 3 @ 102 maker", "2 cancelled siblingFilled, filled 0"])
  }
}
