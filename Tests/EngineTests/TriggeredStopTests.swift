import Market
import Testing
import Venue

@testable import Engine

/// What happens once the price of a stop is reached, at the venue or here.
@Suite("Triggered stops")
struct TriggeredStopTests {
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
