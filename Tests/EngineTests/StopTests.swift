import Market
import Testing
import Venue

@testable import Engine

@Suite("Stops")
struct StopTests {
  @Test("EXIT-02 Take-profit and stop stand together, the stop goes out first")
  func bothStand() throws {
    var desk = try Desk.withStops()
    #expect(
      desk.fill(1, 5) == ["+5 sell 5@961 gtc stop 970 reduce", "+6 sell 5@1000 reduce"])
    desk.accept(5, 6)
    #expect(desk.snapshot.legs.map(\.purpose) == [.stopLoss, .takeProfit])
    #expect(desk.snapshot.legs.first?.trigger == Price(ticks: 970))
  }

  @Test("EXIT-02 When the take-profit fills, the stop is cancelled, and the other way round")
  func oneCancelsOther() throws {
    var profit = try Desk.withStops()
    profit.fill(1, 5)
    profit.accept(5, 6)
    #expect(profit.fill(6, 5).contains("-5"))
    profit.cancelled(5)
    #expect(profit.snapshot.legs.isEmpty && profit.snapshot.lots.isEmpty)

    var loss = try Desk.withStops()
    loss.fill(1, 5)
    loss.accept(5, 6)
    #expect(loss.say(.triggered(loss.id(5))) == ["-6"])
    loss.say(.filled(loss.makeFill(5, 5, at: 968)))
    loss.cancelled(6)
    #expect(loss.snapshot.legs.isEmpty && loss.snapshot.lots.isEmpty)
    #expect(loss.snapshot.control.alarms.isEmpty)
  }

  @Test("EXIT-03 Where the venue has no such trigger, the engine watches")
  func fallsBack() throws {
    var desk = try Desk.withStops(triggers: [])
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    #expect(desk.snapshot.exposure.watchedStops.steps == 5)
  }

  @Test("EXIT-03 The share of new lots that the venue holds a stop for is kept, evenly")
  func share() throws {
    var desk = try Desk.withStops { $0.exits.stop.venueShare = BasisPoints(hundredths: 500_000) }
    desk.fill(1, 5)
    desk.fill(2, 5)
    desk.fill(3, 5)
    desk.fill(4, 5)
    #expect(desk.snapshot.legs.filter { $0.purpose == .stopLoss }.map(\.lot.value) == [2, 4])
  }

  @Test("RISK-01 A take-profit and a stop of one lot count once, so the cap can be used")
  func exclusiveLegs() throws {
    var desk = try Desk.withStops { $0.risk.maximumPosition = amount(10) }
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.snapshot.exposure.worstShort.steps == -10, "two sells of five")
    #expect(desk.snapshot.exposure.worstLong.steps == 10)
    let sells = desk.snapshot.pendingOpens.filter { $0.side == .sell }
    #expect(sells.count == 2, "neither exit of the lot holds them back")
  }

  @Test("GRID-12 A stop is a share of the entry, or one line for the whole grid")
  func places() throws {
    var line = try Desk.withStops {
      $0.exits.stop.place = .line
      $0.exits.stop.lineBelow = amount(900)
      $0.exits.stop.lineAbove = amount(1_100)
    }
    line.fill(1, 5)
    line.fill(2, 5)
    line.fill(3, 5)
    #expect(line.snapshot.lots.map { $0.stop?.ticks } == [900, 900, 1_100])

    var none = try Desk()
    none.book(999, 1_001)
    none.fill(1, 5)
    #expect(none.snapshot.lots.map { $0.stop?.ticks } == [nil])
  }

  @Test("GRID-12 A stop of so many average true ranges waits, naked, until the range is known")
  func ranges() throws {
    var desk = try Desk.withStops {
      $0.exits.stop.place = .averageRange(hundredths: 250)
    }
    desk.fill(1, 5)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [nil])
    #expect(desk.snapshot.lots.map(\.naked.steps) == [5])
    for _ in 0..<130 {
      desk.wait(milliseconds: 500)
      desk.book(998, 1_000)
      desk.wait(milliseconds: 500)
      desk.book(1_000, 1_002)
    }
    desk.deadline()
    desk.deadline()
    let range = try #require(desk.engine.averageTrueRangeTicks)
    #expect(range == 2)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [985])
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
  }

  @Test("CONSOLE-09 EXIT-11 A lot's explanation says what each exit does, and what comes next")
  func explained() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(6)
    func explanation() -> Explanation { desk.engine.explain(.lot(PositionID(1))) }
    #expect(
      explanation().legs.map(\.state) == [
        .order(.inFlight, isTriggered: false), .order(.working, isTriggered: false),
      ])
    #expect(explanation().changes.contains(.stopGoesOff(.mid, .sell, Price(ticks: 970))))
    desk.reject(5, .badTrigger)
    let refused = explanation().legs[0]
    #expect(refused.state == .missing(.refused))
    #expect(refused.until == desk.now.advanced(byNanoseconds: 1_000_000_000))
    #expect(refused.trigger == Price(ticks: 970))
    desk.pass(milliseconds: 999)
    #expect(desk.pass(milliseconds: 1) == ["+7 sell 5@961 gtc stop 970 reduce"], "as it said")
    desk.accept(7)
    desk.isObliging = false
    desk.command(.cancelAll(.legs))
    desk.cancelled(6)
    desk.cancelled(7)
    #expect(explanation().legs.map(\.state) == [.missing(.held), .missing(.held)])
    #expect(explanation().changes.contains(.unfreeze))
    #expect(desk.command(.unfreeze).filter { $0.contains("sell 5") }.count == 2)
  }
}
