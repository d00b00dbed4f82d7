import Market
import Testing
import Venue

@testable import Engine

/// What protects a lot at a moment, and what follows where nothing does.
@Suite("Coverage of lots")
struct CoverageTests {
  @Test("EXIT-11 Coverage tells what the venue holds, what is watched, and what is naked")
  func coverage() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [5], "on its way is not there")
    desk.accept(5)
    #expect(desk.snapshot.exposure.venueStops.steps == 5)
    #expect(desk.snapshot.exposure.naked.steps == 0)

    var watched = try Desk.withStops { $0.exits.stop.venueShare = .zero }
    watched.fill(1, 5)
    #expect(watched.snapshot.exposure.watchedStops.steps == 5)
    watched.book(0, 0)
    #expect(watched.snapshot.exposure.naked.steps == 5, "what can't be seen can't be watched")
  }

  @Test("EXIT-11 A lot that stays naked longer than an order's way takes is an alarm, once")
  func nakedAlarm() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    #expect(desk.snapshot.control.alarms.isEmpty)
    desk.wait(milliseconds: 3_000)
    desk.deadline()
    #expect(desk.snapshot.control.alarms == [.nakedLot])
    #expect(desk.engine.recoveries[.nakedLot] == 1)
    desk.accept(5)
    #expect(desk.snapshot.exposure.naked.steps == 0)
  }

  @Test("EXIT-11 While a lot is naked for longer than that no open leaves, and it says which lot")
  func nakedStopsOpens() throws {
    var desk = try Desk.withStops()
    desk.isObliging = false
    desk.fill(1, 5)
    desk.accept(6)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_040))) == ["+7 sell 5@1040"])
    desk.accept(7)
    desk.say(.failed(desk.id(5), .place, .lost))
    desk.pass(milliseconds: 3_000)
    let lot = desk.snapshot.lots[0].id
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_050))).isEmpty)
    #expect(desk.snapshot.log.last?.reason == Reason(.lotNaked, value: lot.value, limit: 5))
    desk.cancelled(2, .byVenue)
    #expect(desk.rungs.contains("buy 980 LOT_NAKED"))
    let why = desk.engine.explain(.price(.buy, Price(ticks: 980)))
    #expect(why.verdict == .held(.protected, Reason(.lotNaked, value: lot.value, limit: 5)))
    #expect(why.changes.first == .lotIsProtected(lot))
    #expect(desk.live(5) == ["+8 buy 5@980"], "the stop stands after all")
  }

  @Test("RISK-04 A flatten keeps the stops until the position is gone")
  func flattenKeepsStops() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.command(.flatten) == ["-2", "-3", "-4", "-6"])
    for order in [6, 2, 3] as [UInt64] { desk.cancelled(order) }
    let slice = desk.cancelled(4)
    #expect(slice.count == 1 && slice[0].hasPrefix("+7 sell 5@"))
    #expect(desk.snapshot.exposure.venueStops.steps == 5)
    desk.fill(7, 2)
    #expect(desk.snapshot.exposure.naked.steps == 0, "what is left is still protected")
    #expect(desk.fill(7, 3).contains("-5"))
    desk.cancelled(5)
    #expect(desk.snapshot.control.flatten == .done)
  }

  @Test(
    "EXIT-11 While a slice of a flatten that was taken back is out nothing watches, as shown"
  )
  func unknownSlice() throws {
    var desk = try Desk.withStops(triggers: [])
    desk.isObliging = false
    desk.fill(1, 5)
    desk.accept(5)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [5])
    desk.command(.flatten)
    for order in [2, 3, 4, 5] as [UInt64] { desk.cancelled(order) }
    desk.say(.failed(desk.id(6), .place, .lost))
    desk.command(.unfreeze)
    #expect(desk.snapshot.lots.map(\.naked.steps) == [5], "no stop goes out beside the slice")
    #expect(
      desk.say(.cancelled(desk.id(6), .immediate, filled: .zero)).contains {
        $0.contains("sell 5@1000")
      })
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [5])
  }

  @Test("EXIT-11 A lot that was naked and is watched for an instant only, lets no open out")
  func watchedForAnInstant() throws {
    var desk = try Desk.withStops {
      $0.exits.reduceOnlyWhereCovered = false
      $0.exits.closing.isBoosted = true
      $0.exits.closing.boostSlippage = .zero
    }
    desk.command(.pause(.sell))
    for order in [3, 4] as [UInt64] { desk.cancelled(order) }
    #expect(desk.fill(1, 5).contains("+5 sell 5@999 ioc"))
    desk.command(.cancelAll(.legs))
    desk.cancelled(5, .immediate)
    desk.cancelled(2)
    desk.pass(milliseconds: 5_000)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
    let words = desk.command(.unfreeze)
    #expect(words.contains { $0.contains("stop 970") }, "the boost is given up, its stop goes out")
    #expect(!words.contains { $0.contains("buy 5@") }, "which protects nothing yet")
    let stop = try #require(desk.snapshot.legs.first { $0.purpose == .stopLoss })
    #expect(desk.accept(stop.id.generation).contains { $0.contains("buy 5@") })
  }
}
