import Market
import Testing
import Venue

@testable import Engine

/// What becomes of a lot whose exit the venue does not take.
@Suite("Exits that the venue refuses")
struct RefusedLegTests {
  @Test("EXIT-04 A stop the venue refuses is watched and tried again, later each time")
  func refusedStop() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(6)
    #expect(desk.reject(5, .badTrigger).isEmpty, "the take-profit is left alone")
    #expect(desk.snapshot.exposure.watchedStops.steps == 5)
    #expect(desk.snapshot.exposure.naked.steps == 0)
    let refused = desk.time
    #expect(desk.deadline() == ["+7 sell 5@961 gtc stop 970 reduce"])
    #expect(desk.time - refused == 1_000_000_000)
    desk.reject(7, .badTrigger)
    #expect(desk.deadline() == ["+8 sell 5@961 gtc stop 970 reduce"])
    #expect(desk.time - refused == 3_000_000_000)
    desk.accept(8)
    #expect(desk.snapshot.exposure.venueStops.steps == 5)
    #expect(desk.engine.recoveries[.legRefused] == 2)
  }

  @Test("EXIT-04 A take-profit the venue refuses is watched: it takes at its price or better")
  func refusedTakeProfit() throws {
    var desk = try Desk { $0.market.staleAfterNanoseconds = 0 }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    desk.command(.freeze)
    #expect(desk.reject(5, .tooManyOrders).isEmpty)
    #expect(desk.book(999, 1_001).isEmpty)
    #expect(desk.book(1_000, 1_002) == ["+6 sell 5@1000 ioc reduce"])
  }

  @Test("GRID-12 A take-profit that takes pays the taker's fee and still makes its edge")
  func takerBreakEven() throws {
    var desk = try Desk(makerFee: 100_000, takerFee: 1_000_000) {
      $0.exits.takeProfit = .away(.ticks(3))
    }
    desk.book(999, 1_001)
    desk.fill(1, 5)
    #expect(desk.snapshot.lots.map { $0.takeProfit?.ticks } == [993])
    #expect(desk.reject(5, .wouldCross).isEmpty, "resting crosses, and taking would not pay")
    #expect(desk.book(1_001, 1_003).contains("+6 sell 5@1001 ioc reduce"), "990 + 0.1 % + 1 %")
  }

  @Test("EXIT-04 A leg refused over and over is said once, until it stands or fails otherwise")
  func refusalsSaidOnce() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(6)
    func refuse(_ refusal: Refusal) {
      let stop = desk.snapshot.legs.first { $0.purpose == .stopLoss }!
      desk.reject(stop.id.generation, refusal)
      desk.pass(milliseconds: 1_000)
    }
    for _ in 0..<20 { refuse(.tooManyOrders) }
    func lines() -> Int { desk.snapshot.log.count { $0.tag == .rejected } }
    #expect(lines() == 1)
    #expect(desk.engine.recoveries[.legRefused] == 20, "each one was asked for and counted")
    refuse(.insufficientMargin)
    #expect(lines() == 2)
    desk.accept(desk.snapshot.legs.first { $0.purpose == .stopLoss }!.id.generation)
    #expect(lines() == 2)
  }

  @Test("EXIT-04 Between resting and paying for taking nothing is sent, until the market decides")
  func between() throws {
    var desk = try Desk.standing(makerFee: 100_000, takerFee: 1_000_000) {
      $0.exits.takeProfit = .away(.ticks(3))
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    #expect(desk.reject(5, .wouldCross).isEmpty)
    var taken = desk
    #expect(desk.pass(milliseconds: 60_000).isEmpty)
    #expect(
      desk.engine.explain(.lot(PositionID(1))).legs.last?.state == .missing(.waitsToRest))
    #expect(desk.book(992, 994) == ["+6 sell 5@993 reduce"], "it can rest")
    #expect(taken.book(1_001, 1_003) == ["+6 sell 5@1001 ioc reduce"], "it pays")
  }

  @Test("EXIT-08 A take-profit that took a part takes again while the market is past its price")
  func takesAgain() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    desk.book(1_004, 1_006)
    #expect(desk.reject(6, .wouldCross) == ["+7 sell 5@1000 ioc reduce"])
    desk.say(.filled(desk.makeFill(7, 2, at: 1_004)))
    desk.cancelled(7, .immediate)
    #expect(desk.pass(milliseconds: 999).filter { $0.contains("ioc") }.isEmpty)
    #expect(desk.pass(milliseconds: 1).contains("+8 sell 3@1000 ioc reduce"))
  }

  @Test("EXIT-04 A stop that did not get out is watched, and sent again a while later")
  func stopNotSent() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(6)
    #expect(desk.say(.failed(desk.id(5), .place, .notSent)).isEmpty)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [5])
    #expect(desk.pass(milliseconds: 900).isEmpty)
    #expect(desk.pass(milliseconds: 100) == ["+7 sell 5@961 gtc stop 970 reduce"])
  }
}
