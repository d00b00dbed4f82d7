import Market
import Testing
import Venue

@testable import Engine

@Suite("Self-trade")
struct SelfTradeTests {
  /// A short lot whose take-profit would take at 1000, where a sell by hand rests.
  private func crossing() throws -> Desk {
    var desk = try Desk()
    desk.book(999, 1_001)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_000))) == ["+5 sell 5@1000"])
    desk.accept(1, 2, 3, 4, 5)
    #expect(desk.fill(3, 5) == ["+6 buy 5@1000 reduce"], "post-only: it can trade with nothing")
    return desk
  }

  @Test("RISK-09 What rests in the way of an order that takes is cancelled and confirmed first")
  func restingInTheWay() throws {
    var desk = try crossing()
    #expect(desk.reject(6, .wouldCross) == ["-5"], "it would take from our own sell")
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.snapshot.log.last { $0.tag == .gated }?.reason?.code == .ownOrderInTheWay)
    #expect(desk.book(999, 1_001).isEmpty, "a cancel that was asked for ends nothing")
    #expect(desk.cancelled(5) == ["+7 buy 5@1000 ioc reduce"])
    #expect(desk.engine.recoveries[.heldForOwnOrder] > 0)
  }

  @Test("RISK-09 What fills while it is being cancelled is booked, and then the way is free")
  func fillsOnTheWay() throws {
    var desk = try crossing()
    desk.reject(6, .wouldCross)
    let requests = desk.fill(5, 5)
    #expect(requests == ["+7 buy 5@990 reduce", "+8 buy 5@1000 ioc reduce"])
    #expect(desk.engine.position.steps == -10)
  }

  @Test("RISK-09 Nothing is rested where an order of ours on its way could take it")
  func takerOnTheWay() throws {
    var desk = try crossing()
    desk.reject(6, .wouldCross)
    desk.cancelled(5)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_000))).isEmpty)
    #expect(
      desk.snapshot.log.last?.reason == Reason(.ownOrderInTheWay, value: 1_000, limit: 1_000))
    desk.cancelled(7, .immediate)
    desk.fill(8, 5)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_000))) == ["+10 sell 5@1000"])
  }

  @Test("RISK-09 What was pulled out of the way does not come back before the way was used")
  func keptOut() throws {
    var desk = try crossing()
    desk.reject(6, .wouldCross)
    desk.book(990, 992)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 995))).isEmpty)
    #expect(
      desk.snapshot.log.last?.reason == Reason(.ownOrderInTheWay, value: 995, limit: 1_000))
    #expect(desk.cancelled(5) == ["+7 buy 5@1000 ioc reduce"])
  }

  @Test(
    "RISK-09 A resting exit clears an open of ours at its price and waits; an open waits itself")
  func restingAgainstResting() throws {
    var capabilities = Desk.capabilities
    capabilities.ownOrdersMeet = true
    var desk = try Desk(capabilities: capabilities) { $0.exits.takeProfit = .away(.ticks(20)) }
    desk.book(999, 1_001)
    desk.command(.placeManual(.sell, Price(ticks: 1_000)))
    desk.accept(1, 2, 3, 4, 5)
    let words = desk.fill(4, 5)
    #expect(words == ["-5", "+6 buy 5@1000 reduce"], "its buy at 1000 would meet our sell there")
    desk.cancelled(5)
    #expect(desk.command(.placeManual(.sell, Price(ticks: 1_000))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .ownOrderInTheWay)
  }

  @Test(
    "RISK-09 Of two exits that meet the later one waits; past its price it takes short of the other"
  )
  func meetingExits() throws {
    var capabilities = Desk.capabilities
    capabilities.ownOrdersMeet = true
    var desk = try Desk.standing(capabilities: capabilities)
    #expect(desk.fill(3, 5).contains("+5 buy 5@1000 reduce"))
    desk.accept(5)
    desk.book(991, 993)
    #expect(!desk.fill(1, 5).contains { $0.contains("sell 5@1000") }, "the buy at 1000 is ours")
    #expect(desk.snapshot.exposure.naked.steps == 5)
    #expect(desk.book(1_004, 1_006).contains("+6 sell 5@1001 ioc"), "not down to 1000")
    desk.say(.filled(desk.makeFill(6, 5, at: 1_004, .taker)))
    #expect(desk.snapshot.exposure.naked.steps == 0)
    #expect(desk.snapshot.legs.map(\.id) == [desk.id(5)], "the other exit stays")
  }

  @Test("RISK-09 An exit that waits to rest beside another keeps no third one from going out")
  func thirdExit() throws {
    var capabilities = Desk.capabilities
    capabilities.ownOrdersMeet = true
    var desk = try Desk.standing(capabilities: capabilities) { $0.exits.whenCrossing = .wait }
    #expect(desk.fill(3, 5).contains("+5 buy 5@1000 reduce"))
    desk.accept(5)
    #expect(!desk.fill(1, 5).contains { $0.contains("sell 5@1000") }, "the buy at 1000 is ours")
    #expect(desk.fill(4, 5).contains { $0.contains("buy 5@1010") })
  }

  @Test("RISK-09 EXIT-02 A take-profit that made way for a close comes back once that has ended")
  func comesBack() throws {
    var desk = try Desk.standing { $0.exits.closing.slippage = BasisPoints(hundredths: 10_000) }
    desk.fill(1, 5)
    desk.fill(3, 5)
    desk.accept(5, 6)
    #expect(desk.command(.closeLot(PositionID(2))).contains("-6"))
    #expect(desk.cancelled(6).contains("-5"), "the close would trade with it")
    let close = desk.cancelled(5)
    #expect(close == ["+7 buy 5@1011 ioc"])
    #expect(desk.pass(milliseconds: 10).isEmpty, "it would meet the close")
    #expect(desk.fill(7, 5).contains("+8 sell 5@1000 reduce"))
  }
}
