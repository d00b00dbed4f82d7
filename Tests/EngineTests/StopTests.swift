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

  @Test(
    "EXIT-03 A watched stop goes off at its price whatever other exits have waited for",
    arguments: Side.allCases)
  func watchedBesideWaiting(side: Side) throws {
    let isLong = side == .buy
    var desk = try Desk.withStops(triggers: []) {
      $0.grid.recentreHundredths = 5_000
      $0.exits.whenCrossing = .wait
    }
    desk.fill(isLong ? 1 : 3, 5)
    desk.fill(isLong ? 3 : 1, 5)
    desk.command(.freeze)
    desk.cancelled(2)
    desk.cancelled(4)
    desk.reject(6, .wouldCross)
    #expect(desk.book(999, 1_001) == [isLong ? "+7 buy 5@1000" : "+7 sell 5@1000"])
    desk.fill(7, 5)
    #expect(desk.book(998, 1_000).isEmpty)
    let words = isLong ? desk.book(969, 971) : desk.book(1_030, 1_032)
    #expect(words.last?.hasPrefix(isLong ? "+8 sell 5@" : "+8 buy 5@") == true)
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

  @Test("EXIT-05 A partly filled take-profit makes the stop smaller by as much: amended in place")
  func shrinksByAmend() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["~5 to 3"])
    desk.say(.amended(desk.id(5), limit: Price(ticks: 960), remaining: Quantity(steps: 3)))
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
    #expect(desk.snapshot.legs.map { ($0.quantity - $0.filled).steps } == [3, 3])
  }

  @Test("EXIT-05 EXIT-07 A leg whose amend did not get through is made smaller all the same")
  func amendLost() throws {
    var throttled = try Desk.withStops()
    throttled.fill(1, 5)
    throttled.accept(5, 6)
    throttled.fill(6, 2)
    #expect(
      throttled.say(.failed(throttled.id(5), .amend, .throttled))
        == ["+7 sell 3@961 gtc stop 970 reduce"])
    #expect(throttled.accept(7) == ["-5"])

    var lost = try Desk.withStops()
    lost.fill(1, 5)
    lost.accept(5, 6)
    lost.isObliging = false
    lost.fill(6, 2)
    lost.say(.failed(lost.id(5), .amend, .lost))
    #expect(lost.live(5, 5).isEmpty, "it may still arrive")
    var words: [String] = []
    for _ in 0..<10 where words.isEmpty {
      lost.pass(milliseconds: 3_000)
      words = lost.live(5, 5)
    }
    #expect(words == ["+7 sell 3@961 gtc stop 970 reduce"])
  }

  @Test(
    "ORDER-12 A reduce-only stop is replaced new before old: never without, never twice for good")
  func newBeforeOld() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["+7 sell 3@961 gtc stop 970 reduce"])
    #expect(desk.snapshot.exposure.naked.steps == 0)
    #expect(desk.accept(7) == ["-5"])
    #expect(desk.cancelled(5).isEmpty)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }

  @Test("EXIT-07 A stop at an older trigger goes where the rest is too small for a new one")
  func tooSmallToReplace() throws {
    var desk = try Desk.withStops(minimumNotional: 2_000, amendsInPlace: false)
    #expect(desk.fill(1, 4).contains("+5 sell 4@961 gtc stop 970 reduce"))
    desk.accept(5)
    // A better price for the rest moves the trigger, and what is left is worth less than the minimum.
    let (rest, exit) = (desk.makeFill(1, 1, at: 950), desk.makeFill(6, 4))
    #expect(desk.say(.filled(rest), .filled(exit)) == ["-5"])
    #expect(desk.snapshot.lots.map(\.open.steps) == [1])
  }

  @Test(
    "EXIT-07 A stop at an older trigger goes where it is too large and a new one is refused")
  func refusedToReplace() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    #expect(desk.fill(1, 4).contains("+5 sell 4@961 gtc stop 970 reduce"))
    desk.accept(5, 6)
    let (rest, exit) = (desk.makeFill(1, 1, at: 950), desk.makeFill(6, 4))
    let words = desk.say(.filled(rest), .filled(exit))
    #expect(
      words.count { $0.contains("sell 1@") && $0.contains("stop") } == 1 && !words.contains("-5"))
    let stop = try #require(
      desk.placed.values.first { $0.trigger != nil && $0.quantity.steps == 1 })
    #expect(desk.reject(stop.id.generation, .notAvailable).contains("-5"), "the engine watches")
    desk.cancelled(5)
    #expect(desk.snapshot.lots.map(\.watchedStop.steps) == [1])
  }

  @Test("EXIT-07 Where the venue has no room for a second stop the old one goes first")
  func noRoom() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    #expect(desk.fill(6, 2).contains("+7 sell 3@961 gtc stop 970 reduce"))
    #expect(desk.reject(7, .tooManyOrders) == ["-5"])
    desk.cancelled(5)
    #expect(desk.pass(milliseconds: 1_100).contains("+8 sell 3@961 gtc stop 970 reduce"))
  }

  @Test("ORDER-12 A new stop that is refused leaves the old one where it is")
  func oldStays() throws {
    var desk = try Desk.withStops(amendsInPlace: false)
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.fill(6, 2)
    #expect(!desk.reject(7, .rateLimited).contains("-5"))
    #expect(desk.snapshot.lots.map(\.naked.steps) == [0])
  }

  @Test("ORDER-12 A plain stop is cancelled first, and watched until the smaller one stands")
  func plainCancelsFirst() throws {
    var desk = try Desk.withStops(amendsInPlace: false) { $0.exits.reduceOnlyWhereCovered = false }
    #expect(desk.fill(1, 5) == ["+5 sell 5@961 gtc stop 970", "+6 sell 5@1000"])
    desk.accept(5, 6)
    #expect(desk.fill(6, 2) == ["-5"])
    #expect(desk.cancelled(5) == ["+7 sell 3@961 gtc stop 970"])
    desk.accept(7)
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }

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

  @Test("EXIT-03 A watched stop fires at its worst price when the mark gets there, once")
  func watchedFires() throws {
    var desk = try Desk.withStops { $0.exits.stop.venueShare = .zero }
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.accept(5)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    #expect(desk.book(970, 972).isEmpty, "the mark is 971")
    #expect(desk.book(969, 971) == ["-5", "+6 sell 5@961 ioc reduce"])
    #expect(desk.book(968, 970).isEmpty, "it is on its way")
    desk.cancelled(5)
    desk.say(.filled(desk.makeFill(6, 5, at: 968)))
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test(
    "EXIT-03 The reference is a setting",
    arguments: [TriggerReference.mark, .last, .oppositeBest])
  func reference(_ reference: TriggerReference) throws {
    var desk = try Desk.withStops {
      $0.exits.stop.venueShare = .zero
      $0.exits.stop.reference = reference
    }
    desk.fill(1, 5)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    let trade = [MarketChange(.sellTrade, Price(ticks: 970), Quantity(steps: 1))]
    let byTrade = desk.update(trade, kinds: .trades)
    #expect(byTrade.contains { $0.contains("961 ioc") } == (reference == .last))
    guard reference != .last else { return }
    let byBid = desk.book(970, 980)
    #expect(byBid.contains { $0.contains("961 ioc") } == (reference == .oppositeBest))
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

  @Test("EXIT-03 What went off at the venue and does not fill in time goes out with a wider limit")
  func escalates() throws {
    var desk = try Desk.withStops()
    desk.fill(1, 5)
    desk.accept(5, 6)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    desk.book(949, 951)
    #expect(desk.say(.triggered(desk.id(5))) == ["-6"])
    desk.cancelled(6)
    desk.wait(milliseconds: 5_000)
    #expect(desk.deadline() == ["-5"])
    #expect(desk.cancelled(5) == ["+7 sell 5@931 ioc reduce"], "2 % under the best bid")
    #expect(desk.snapshot.control.alarms == [.stopUnfilled])
    desk.cancelled(7, .immediate)
    desk.wait(milliseconds: 5_000)
    #expect(desk.deadline() == ["+8 sell 5@912 ioc reduce"], "and 4 %")
    desk.say(.filled(desk.makeFill(8, 5, at: 915)))
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("EXIT-03 RISK-09 A stop that goes off takes what is before opens of ours, which go")
  func firesBeforeOwnOpens() throws {
    var desk = try Desk.withStops(triggers: []) {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 5_000))
      $0.exits.stop.slippage = BasisPoints(hundredths: 50_000)
    }
    desk.fill(3, 5)
    desk.accept(5)
    let words = desk.book(1_015, 1_017)
    #expect(words.contains("-4"), "the sell at 1020 is within the stop's limit")
    #expect(words.contains("+6 buy 5@1019 ioc reduce"), "and nothing waits for its end")
  }

  @Test("EXIT-03 No plain limit below the market is ever sent as a stop")
  func alwaysTriggered() throws {
    for mode in [0, 1_000_000] as [Int64] {
      var desk = try Desk.withStops { $0.exits.stop.venueShare = BasisPoints(hundredths: mode) }
      desk.fill(1, 5)
      desk.accept(5, 6)
      desk.book(960, 962)
      for order in desk.placed.values where order.id.purpose == .stopLoss {
        #expect(order.trigger != nil || order.timeInForce == .immediateOrCancel)
      }
    }
  }

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

  @Test("RISK-01 A take-profit and a stop of one lot count once, so the cap can be used")
  func exclusiveLegs() throws {
    var desk = try Desk.withStops { $0.risk.maximumPosition = DecimalNumber(mantissa: 10, decimals: 0) }
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
      $0.exits.stop.lineBelow = DecimalNumber(mantissa: 900, decimals: 0)
      $0.exits.stop.lineAbove = DecimalNumber(mantissa: 1_100, decimals: 0)
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

  @Test("GRID-12 Exits lie from the true average entry, and move with it")
  func average() throws {
    var desk = try Desk.withStops { $0.exits.takeProfit = .away(.ticks(20)) }
    desk.say(.filled(desk.makeFill(1, 2, at: 990)))
    desk.accept(5, 6)
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [970])
    let requests = desk.say(.filled(desk.makeFill(1, 3, at: 980)))
    #expect(desk.snapshot.lots.map { $0.takeProfit?.ticks } == [1_004])
    #expect(desk.snapshot.lots.map { $0.stop?.ticks } == [964])
    #expect(requests == ["+7 sell 5@955 gtc stop 964 reduce", "-6", "+8 sell 3@1004 reduce"])
    #expect(desk.accept(7) == ["-5"], "the old stop goes once the new one stands")
    #expect(desk.cancelled(6) == ["+9 sell 2@1004 reduce"])
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
}

extension StopTests {
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
}

extension StopTests {
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

  @Test("EXIT-03 A stop that may not slip still goes out wider each time")
  func escalatesFromNothing() throws {
    var desk = try Desk.withStops {
      $0.exits.stop.slippage = .zero
      $0.exits.stop.venueShare = .zero
      $0.market.pullAfterNanoseconds = 0
    }
    desk.fill(1, 5)
    desk.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { desk.cancelled(order) }
    desk.book(950, 952)
    desk.cancelled(5)
    var limits: [Int64] = []
    for _ in 0..<8 {
      let number = desk.placed.keys.max()!
      limits.append(desk.placed[number]!.limit!.ticks)
      desk.cancelled(number, .immediate)
      desk.pass(milliseconds: 5_100)
    }
    #expect(limits.first == 970)
    #expect(limits.dropFirst().last! < 945, "\(limits)")
    #expect(Array(limits.dropFirst()) == limits.dropFirst().sorted(by: >))
  }

  @Test("EXIT-03 A venue that finds the price reached is believed where the market can't be seen")
  func dueUnseen() throws {
    var blind = try Desk.withStops {
      $0.market.staleAfterNanoseconds = 2_000_000_000
      $0.market.pullAfterNanoseconds = 0
    }
    blind.fill(1, 5)
    blind.accept(6)
    blind.command(.freeze)
    for order in [2, 3, 4] as [UInt64] { blind.cancelled(order) }
    blind.pass(milliseconds: 3_000)
    #expect(blind.reject(5, .badTrigger) == ["-6", "+7 sell 5@961 ioc reduce"])
    blind.cancelled(6)
    #expect(blind.pass(milliseconds: 60_000).filter { $0.hasPrefix("+") }.isEmpty, "no chase")

    var seen = try Desk.withStops()
    seen.fill(1, 5)
    seen.accept(6)
    #expect(seen.reject(5, .badTrigger).isEmpty, "the mark is far away")
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
    #expect(explanation().changes.contains(.stopGoesOff(.mark, .sell, Price(ticks: 970))))
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

  @Test("EXIT-03 A stop that was held back and is no longer needed keeps none from escalating")
  func heldStopNotNeeded() throws {
    var desk = try Desk.withStops { $0.exits.stop.escalateAfterNanoseconds = 2_000_000_000 }
    desk.fill(1, 2)
    desk.accept(5, 6)
    desk.fill(1, 3)
    for order in desk.engine.orders.live.all where order.id != .vacant && !order.isAccepted {
      if order.trigger == nil {
        desk.accept(order.id.generation)
      } else {
        desk.reject(order.id.generation, .tooManyOrders)
      }
    }
    let profit = try #require(
      desk.snapshot.legs.first { $0.purpose == .takeProfit && $0.quantity.steps == 3 })
    desk.book(966, 968)
    desk.fill(profit.id.generation, 3)
    desk.say(.triggered(desk.id(5)))
    for order in desk.engine.orders.live.all
    where order.id != .vacant && order.isCancelling {
      desk.cancelled(order.id.generation)
    }
    #expect(desk.snapshot.lots.filter { $0.side == .buy }.map(\.open.steps) == [2])
    var words: [String] = []
    for _ in 0..<4 { words += desk.book(966, 968) + desk.pass(milliseconds: 1_000) }
    #expect(words.contains("-5"), "the venue's own stop does not fill, so a wider one takes over")
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

  @Test("EXIT-03 RISK-09 A stop that goes off takes what is before an open of ours, which goes")
  func shortOfOwnOpen() throws {
    var desk = try Desk {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.grid.levels = 1
      $0.grid.recentreHundredths = 5_000
    }
    desk.book(999, 1_001)
    desk.accept(1, 2)
    desk.fill(1, 5)
    desk.accept(3)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 965))) == ["+4 buy 5@965"])
    desk.accept(4)
    let words = desk.book(969, 971)
    #expect(words.contains("-4") && words.last == "+5 sell 5@966 ioc reduce", "\(words)")
  }
}
