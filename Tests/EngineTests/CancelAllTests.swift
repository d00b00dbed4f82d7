import Market
import Testing
import Venue

@testable import Engine

@Suite("Cancel-all")
struct CancelAllTests {
  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = [.mark]
    return try Desk.standing(capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
  }

  /// An order as the venue lists it.
  private func listed(_ id: ClientOrderID, _ side: Side = .buy) -> VenueOrder {
    VenueOrder(
      id: id, side: side, limit: Price(ticks: 990), quantity: Quantity(steps: 5),
      remaining: Quantity(steps: 5), isReduceOnly: false, trigger: nil,
      placedAt: Instant(nanoseconds: 0))
  }

  @Test(
    "RISK-08 An order of ours that only the venue knows is cancelled too, until its list is empty")
  func strays() throws {
    var desk = try desk()
    desk.isObliging = false
    desk.command(.cancelAll(.opens))
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    let stray = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 77)
    #expect(desk.answer(.openOrders([listed(stray)], asOf: desk.now)) == ["-77"])
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.takeAsked() == ["orders", "status 77"])
    desk.answer(.status(stray, .cancelled(.requested, filled: .zero), asOf: desk.now))
    #expect(desk.takeAsked() == ["orders"], "it is looked at again")
    for _ in 0..<2 { desk.answer(.openOrders([], asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == nil)
    #expect(desk.engine.recoveries[.strayCancelled] == 1)
  }

  @Test("RISK-08 Foreign orders, another instance's and legs are not in the scope of the opens")
  func outOfScope() throws {
    var desk = try desk()
    desk.isObliging = false
    desk.command(.cancelAll(.opens))
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    let others = [
      ClientOrderID.foreign(5), ClientOrderID(tag: 2, purpose: .ladder, subject: 1, generation: 1),
      ClientOrderID(tag: 1, purpose: .takeProfit, subject: 1, generation: 78),
    ]
    for _ in 0..<2 {
      #expect(desk.answer(.openOrders(others.map { listed($0) }, asOf: desk.now)).isEmpty)
    }
    #expect(desk.snapshot.control.cancelling == nil)
    #expect(desk.snapshot.control.isFrozen)
  }

  @Test("EXIT-11 RISK-08 Cancelling the legs ends the watch over stops too, and that is alarmed")
  func watchEnds() throws {
    var desk = try Desk.withStops {
      $0.exits.stop.venueShare = .zero
      $0.market.staleAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    desk.reject(5, .wouldCross)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [5])
    desk.command(.cancelAll(.legs))
    #expect(desk.snapshot.lots.map(\.naked.steps) == [5], "no leg of it stands, none is ended")
    desk.pass(milliseconds: 5_000)
    #expect(desk.snapshot.control.alarms.contains(.nakedLot))
  }

  @Test("RISK-08 A cancel-all goes on though one of another scope is asked for meanwhile")
  func several() throws {
    var desk = try desk()
    desk.isObliging = false
    desk.fill(1, 5)
    desk.accept(5)
    desk.command(.cancelAll(.opens))
    #expect(desk.command(.cancelAll(.legs)) == ["-5"])
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(desk.snapshot.control.cancellingToo == [.legs])
    desk.takeAsked()
    desk.cancelled(5)
    #expect(desk.takeAsked() == ["orders"])
    for _ in 0..<2 { desk.answer(.openOrders(desk.standing, asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == .opens, "its orders may still fill")
    #expect(desk.snapshot.control.cancellingToo.isEmpty)
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    let stray = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 77)
    #expect(desk.answer(.openOrders([listed(stray)], asOf: desk.now)) == ["-77"])
    desk.say(.cancelled(stray, .requested, filled: .zero))
    desk.pass(milliseconds: 1_100)
    for _ in 0..<2 { desk.answer(.openOrders([], asOf: desk.now)) }
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 A freeze lifted while a side is being cancelled leaves that going on")
  func sideGoesOn() throws {
    var desk = try desk()
    desk.isObliging = false
    desk.command(.cancelAll(.side(.buy)))
    desk.command(.freeze)
    desk.command(.unfreeze)
    #expect(desk.snapshot.control.cancelling == .side(.buy))
    #expect(desk.snapshot.control.isPausedBuy)
  }

  @Test("RISK-08 An order the venue accepts late is cancelled as well")
  func lateAccept() throws {
    var desk = try Desk()
    desk.book(999, 1_001)
    desk.command(.cancelAll(.opens))
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    #expect(desk.snapshot.control.cancelling == .opens)
    desk.accept(1)
    #expect(desk.pass(milliseconds: 1_100).contains("-1"))
    desk.cancelled(1)
    desk.answer(.openOrders([], asOf: desk.now))
    #expect(desk.snapshot.control.cancelling == nil)
  }

  @Test("RISK-08 A cancel-all goes on in a copy of the engine: it is part of the state")
  func survives() throws {
    var desk = try desk()
    desk.command(.cancelAll(.opens))
    var copy = desk
    for number in 1...4 as ClosedRange<UInt64> { copy.cancelled(number) }
    copy.answer(.openOrders([], asOf: copy.now))
    #expect(copy.snapshot.control.cancelling == nil)
    #expect(desk.snapshot.control.cancelling == .opens)
    #expect(copy.hash != desk.hash)
  }

  @Test("RISK-04 What could still fill after a freeze is counted, held or being cancelled")
  func fillable() throws {
    for holds in [true, false] {
      var desk = try desk { $0.risk.freezeHolds = holds }
      desk.command(.freeze)
      let fillable = desk.snapshot.control.fillable
      #expect((fillable.orders, fillable.buys.steps, fillable.sells.steps) == (4, 10, 10))
      desk.cancelled(1)
      #expect(desk.snapshot.control.fillable.buys.steps == 5)
    }
  }

  @Test("RISK-04 A flatten without a book it can trade on waits, and says so")
  func waits() throws {
    var desk = try desk()
    desk.fill(1, 5)
    desk.book(999, 0)
    desk.command(.flatten)
    for number in 2...5 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(desk.snapshot.control.flatten == .reducing)
    #expect(desk.snapshot.control.alarms == [.flattenWaits])
    #expect(desk.book(989, 991) == ["+6 sell 5@989 ioc reduce"])
  }

  @Test("RISK-04 A flatten whose orders don't end says that it waits for them")
  func waitsForOrders() throws {
    var desk = try desk()
    desk.fill(1, 5)
    desk.command(.flatten)
    desk.pass(milliseconds: 5_100)
    #expect(desk.snapshot.control.flatten == .clearing)
    #expect(desk.snapshot.control.alarms.contains(.flattenWaits))
  }

  @Test("RISK-04 A preview and a flatten go by the position that Rung's lots make")
  func own() throws {
    var desk = try desk()
    desk.fill(1, 5)
    #expect(CommandPreview(of: .flatten, on: desk.engine).quantity.steps == 5)
    #expect(CommandPreview(of: .flattenAccount, on: desk.engine).quantity.steps == 5)
  }
}

extension CancelAllTests {
  @Test("RISK-04 A flatten whose slice does not get through, or has no end, says that it waits")
  func sliceWithoutEnd() throws {
    func slicing() throws -> Desk {
      var desk = try desk()
      desk.fill(1, 5)
      desk.command(.flatten)
      for number in 2...5 as ClosedRange<UInt64> { desk.cancelled(number) }
      return desk
    }
    var unsent = try slicing()
    unsent.say(.failed(unsent.id(6), .place, .notSent))
    #expect(unsent.snapshot.control.alarms == [.flattenWaits])
    #expect(unsent.pass(milliseconds: 1_000) == ["+7 sell 5@999 ioc reduce"], "at the same limit")

    var lost = try slicing()
    lost.isObliging = false
    lost.say(.failed(lost.id(6), .place, .lost))
    #expect(lost.pass(milliseconds: 4_900).isEmpty)
    #expect(!lost.snapshot.control.alarms.contains(.flattenWaits))
    #expect(lost.pass(milliseconds: 200).isEmpty, "it may still fill: no second one beside it")
    #expect(lost.snapshot.control.alarms.contains(.flattenWaits))
  }
}
