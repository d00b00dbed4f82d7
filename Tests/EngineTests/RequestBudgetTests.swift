import Market
import Testing
import Venue

@testable import Engine

/// What the venue lets through: opens wait near its limits, cancels and exits keep a share.
@Suite("Request budget")
struct RequestBudgetTests {
  private func desk(
    weight: Int? = nil, actions: Int? = nil, orders: Int? = nil, batch: Int = 1,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.weightPerMinute = weight
    capabilities.actionBudget = actions
    capabilities.maximumOpenOrders = orders
    capabilities.maximumBatch = batch
    var desk = try Desk(capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    return desk
  }

  @Test("ORDER-11 Weight is that of messages and questions, as the venue counts them")
  func weight() throws {
    var desk = try desk(weight: 1_000)
    let first = desk.snapshot.sending.weight
    #expect(first == 2 + 20 + 20, "account, orders and fills at the start")
    desk.book(999, 1_001)
    #expect(desk.snapshot.sending.weight == first + 4)
    desk.command(.freeze)
    #expect(desk.snapshot.sending.weight == first + 4 + 4)

    var packed = try self.desk(weight: 1_000, batch: 100) { $0.grid.levels = 30 }
    packed.book(999, 1_001)
    #expect(packed.snapshot.sending.weight == first + 2, "sixty orders in one message")
  }

  @Test("ORDER-11 Near the weight a minute opens wait, each says so; cancels and exits go on")
  func weightSpent() throws {
    // The start took 42; a quarter of 400 is kept, and of the rest a fifth for questions.
    var desk = try desk(weight: 400) { $0.grid.levels = 200 }
    desk.book(2_999, 3_001)
    #expect(desk.placed.count == 198)
    let last = try #require(desk.snapshot.grid.rungs.last)
    #expect(last.reason == Reason(.weightSpent, value: 240, limit: 240))
    #expect(desk.engine.recoveries[.budgetHeld] == 1)
    for number in 1...198 as ClosedRange<UInt64> { desk.accept(number) }
    #expect(desk.fill(1, 5) == ["+199 sell 5@3000 reduce"])
    #expect(desk.command(.pause(.buy)).count == 197, "all that stand, whatever is spent")
    #expect(desk.snapshot.sending.weight == 240 + 1 + 197)
    for number in 2...198 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.accept(199)
    desk.isObliging = true
    #expect(desk.pass(milliseconds: 55_000).isEmpty)
    #expect(desk.pass(milliseconds: 10_000).first == "+200 sell 5@3010")
    #expect(desk.engine.recoveries[.budgetHeld] == 1, "one hold, however often it is looked at")
  }

  @Test("ORDER-11 Within one plan no more leaves than the budget has")
  func withinOne() throws {
    var desk = try desk(weight: 100) { $0.grid.levels = 50 }
    desk.book(999, 1_001)
    #expect(desk.placed.count == 60 - 42)
    #expect(desk.snapshot.sending.weight == 60)
  }

  @Test("ORDER-11 Actions are counted down, earned by trading, and a share is kept")
  func actions() throws {
    var desk = try desk(actions: 8) { $0.exits.takeProfit = .away(.ticks(200)) }
    desk.book(999, 1_001)
    #expect(desk.snapshot.sending.actionsLeft == 4)
    #expect(desk.snapshot.sending.actionsKept == 2)
    desk.accept(1, 2, 3, 4)
    #expect(desk.cancelled(1, .byHand) == ["+5 buy 5@990"])
    #expect(desk.accept(5) == [])
    #expect(desk.cancelled(5, .byHand) == ["+6 buy 5@990"])
    desk.accept(6)
    #expect(desk.cancelled(6, .byHand).isEmpty)
    #expect(desk.rungs[0] == "buy 990 ACTIONS_SPENT")
    #expect(desk.command(.pause(.sell)) == ["-3", "-4"], "of the share that is kept")
    #expect(desk.fill(2, 1) == ["+7 sell 1@1180 reduce", "+8 buy 5@990"], "980 were traded")
    #expect(desk.snapshot.sending.actionsLeft == 980 - 2)
  }

  @Test("ORDER-11 What the venue says is left counts, less what is on its way")
  func told() throws {
    var desk = try desk(actions: 1_000)
    desk.book(999, 1_001)
    var state = AccountState(asOf: desk.now, position: .flat)
    state.actionsLeft = 100
    desk.answer(.account(state))
    #expect(desk.snapshot.sending.actionsLeft == 96)
    desk.accept(1, 2, 3, 4)
    #expect(desk.reject(4, .rateLimited).isEmpty)
    desk.cancelled(1, .byHand)
    desk.say(.cancelRefused(desk.id(2), .rateLimited))
    #expect(desk.snapshot.sending.actionsLeft == 0)
    desk.isObliging = true
    desk.pass(milliseconds: 66_000)
    #expect(desk.rungs[0] == "buy 990 ACTIONS_SPENT", "once the breaker lets one try")
  }

  @Test("ORDER-11 An open's cancel that met too many requests waits five seconds, not one")
  func cancelWaits() throws {
    var desk = try desk(weight: 1_000)
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.command(.pause(.sell)) == ["-3", "-4"])
    desk.cancelled(4)
    desk.say(.cancelRefused(desk.id(3), .rateLimited))
    let early = desk.pass(milliseconds: 4_900)
    #expect(!early.contains("-3"))
    let then = desk.pass(milliseconds: 200)
    #expect(then.contains("-3"))
  }

  @Test("ORDER-11 A cancel that met too many requests waits, though its order is known to stand")
  func cancelWaitsThoughLive() throws {
    var desk = try desk(weight: 1_000)
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.command(.pause(.sell)) == ["-3", "-4"])
    desk.cancelled(4)
    for seconds in [1, 2] as [Int64] {
      desk.say(.cancelRefused(desk.id(3), .unknownOrder))
      #expect(desk.pass(milliseconds: seconds * 1_000).contains("-3"))
    }
    desk.say(.cancelRefused(desk.id(3), .rateLimited))
    #expect(!desk.live(3, 5).contains("-3"))
    let early = desk.pass(milliseconds: 4_900)
    #expect(!early.contains("-3"))
    let then = desk.pass(milliseconds: 200)
    #expect(then.contains("-3"))
  }

  @Test("ORDER-11 RISK-12 Cancels refused for want of actions leave questions their room")
  func refusedCancels() throws {
    var desk = try desk(weight: 200, actions: 1_000)
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    var sent = desk.command(.freeze)
    #expect(sent == ["-1", "-2", "-3", "-4"])
    var cancels = 0
    for _ in 0..<60 {
      for number in sent.compactMap({ UInt64($0.dropFirst()) }) {
        desk.say(.cancelRefused(desk.id(number), .rateLimited))
      }
      sent = desk.pass(milliseconds: 1_000).filter { $0.hasPrefix("-") }
      cancels += sent.count
    }
    #expect(cancels >= 4 * 5 && cancels <= 4 * 12, "each every five seconds")
  }

  @Test("ORDER-11 A request the venue's front let not through shows that the minute is spent")
  func throttled() throws {
    var desk = try desk(weight: 1_000)
    desk.book(999, 1_001)
    desk.accept(2, 3, 4)
    desk.say(.failed(desk.id(1), .place, .throttled))
    #expect(desk.snapshot.sending.weight == 1_000)
    desk.pass(milliseconds: 30_000)
    #expect(desk.rungs[0] == "buy 990 BREAKER_TRIPPED", "the first is enough")
  }

  @Test("ORDER-11 Of the open orders that the venue allows, exits keep a share")
  func openOrders() throws {
    var desk = try desk(orders: 4)
    #expect(desk.book(999, 1_001) == ["+1 buy 5@990", "+2 buy 5@980", "+3 sell 5@1010"])
    #expect(desk.snapshot.grid.rungs[3].reason == Reason(.openOrdersAboveCap, value: 3, limit: 3))
    desk.accept(1, 2, 3)
    #expect(desk.fill(1, 2) == ["+4 sell 2@1000 reduce"])
  }

  @Test("ORDER-11 Where the venue has no limits nothing waits and nothing is counted")
  func unlimited() throws {
    var desk = try desk { $0.grid.levels = 200 }
    desk.book(2_999, 3_001)
    #expect(desk.placed.count == 400)
    #expect(desk.snapshot.sending.weight == 0)
    #expect(desk.snapshot.sending.actionsLeft == nil)
  }

  @Test("ORDER-11 A sum over seconds forgets each as it passes", arguments: [10, 60])
  func sliding(seconds: Int64) {
    var sum = SlidingSum(seconds: Int(seconds))
    func at(_ second: Int64) -> Instant { Instant(nanoseconds: second * 1_000_000_000) }
    for second in 0..<3 * seconds {
      sum.add(Int(second), at: at(second))
      let expected = (max(0, second - seconds + 1)...second).reduce(0, +)
      #expect(sum.total(at: at(second)) == Int(expected))
    }
    let last = 3 * seconds - 1
    #expect(sum.total(at: at(last + seconds - 1)) == Int(last))
    #expect(sum.total(at: at(last + seconds)) == 0)
  }

  @Test("ORDER-11 Opens leave exits room under the cap that holds for exits alone")
  func openOrdersForExits() throws {
    var capabilities = Desk.capabilities
    capabilities.maximumOpenOrders = 100
    capabilities.maximumOpenOrdersForExits = 8
    var desk = try Desk(capabilities: capabilities) { $0.grid.levels = 10 }
    desk.book(999, 1_001)
    #expect(desk.placed.count == 6, "a quarter of eight is kept")
    let last = try #require(desk.snapshot.grid.rungs.last)
    #expect(last.reason == Reason(.openOrdersAboveCap, value: 6, limit: 6))
  }
}
