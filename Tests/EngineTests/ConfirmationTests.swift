import Market
import Testing
import Venue

@testable import Engine

/// Which orders count as confirmed: those that the venue has told of since they last changed, and as we
/// have them.
@Suite("Confirmed by the venue")
struct ConfirmationTests {
  /// A desk whose four rungs stand, since the start of second 1, and that agreed with the venue before.
  private func desk(
    capabilities: VenueCapabilities = Desk.capabilities,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var desk = try Desk.standing(capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      $0.reconcile.everyNanoseconds = 3_600_000_000_000
      $0.reconcile.watchdogNanoseconds = 3_600_000_000_000
      change(&$0)
    }
    desk.isObliging = false
    desk.takeAsked()
    return desk
  }

  /// How often the list was asked for since this was last taken, in as many milliseconds from now on.
  private func asked(_ desk: inout Desk, within milliseconds: Int64) -> Int {
    desk.pass(milliseconds: milliseconds)
    return desk.takeAsked().count { $0 == "orders" }
  }

  /// The list with everything as the desk has it, asked for so many milliseconds ago.
  private func list(
    _ desk: inout Desk, ago: Int64 = 0, _ change: (inout [VenueOrder]) -> Void = { _ in }
  ) {
    var orders = desk.standing
    change(&orders)
    let asked = desk.now.advanced(byNanoseconds: -ago * 1_000_000)
    desk.answer(.openOrders(orders, asOf: desk.now, asked: asked))
  }

  @Test("CONSOLE-02 An order is confirmed by a list that was asked for after its last change")
  func askedAfter() throws {
    var desk = try desk()
    #expect(desk.rungs[0] == "buy 990 working")
    desk.wait(milliseconds: 500)
    list(&desk, ago: 500)
    #expect(desk.rungs[0] == "buy 990 working", "it may be older than the order")
    #expect(desk.snapshot.pendingOpens.allSatisfy { $0.confirmedAt == nil })

    list(&desk, ago: 400)

    #expect(
      desk.rungs == [
        "buy 990 confirmed", "buy 980 confirmed", "sell 1010 confirmed", "sell 1020 confirmed",
      ])
    let asked = desk.now.advanced(byNanoseconds: -400_000_000)
    #expect(desk.snapshot.pendingOpens.allSatisfy { $0.confirmedAt == asked })
    let explanation = desk.engine.explain(.price(.buy, Price(ticks: 990)))
    #expect(explanation.verdict == .stands(.confirmed, Reason(.wanted, value: 1)))
    #expect(explanation.facts.first { $0.code == .listed }?.value == 400_000_000)
  }

  @Test("CONSOLE-02 What changes an order makes it working again, until a list shows that too")
  func changes() throws {
    var desk = try desk()
    desk.wait(milliseconds: 10)
    list(&desk)
    desk.wait(milliseconds: 10)
    desk.fill(1, 2)
    #expect(desk.rungs[0] == "buy 990 working")
    #expect(desk.rungs[1] == "buy 980 confirmed")
    let before = desk.now
    desk.wait(milliseconds: 10)
    desk.answer(.openOrders(desk.standing, asOf: before, asked: before))
    #expect(desk.rungs[0] == "buy 990 working", "that was asked for before")
    list(&desk, ago: 5)
    #expect(desk.rungs[0] == "buy 990 confirmed")
    desk.wait(milliseconds: 10)
    desk.say(.amended(desk.id(1), limit: Price(ticks: 990), remaining: Quantity(steps: 2)))
    #expect(desk.rungs[0] == "buy 990 working")
  }

  @Test("CONSOLE-02 A newer list that shows another price or size, or lacks it, takes that back")
  func differs() throws {
    let changes: [(inout [VenueOrder]) -> Void] = [
      { $0[0].remaining = Quantity(steps: 4) }, { $0[0].limit = Price(ticks: 991) },
      { $0.removeFirst() },
    ]
    for change in changes {
      var desk = try desk()
      desk.wait(milliseconds: 10)
      list(&desk)
      desk.wait(milliseconds: 10)
      list(&desk, change)
      #expect(desk.rungs[0] == "buy 990 working")
      #expect(desk.rungs[1] == "buy 980 confirmed")
      list(&desk, ago: 10)
      #expect(desk.rungs[0] == "buy 990 working", "an older list says nothing")
      desk.takeAsked()
      desk.pass(milliseconds: 2_000)
      #expect(desk.takeAsked().contains("status 1"), "the venue is asked what became of it")
    }
  }

  @Test("CONSOLE-02 What differs is not asked about again, nor is it cancelled, by a list alone")
  func differsQuietly() throws {
    var desk = try desk()
    desk.wait(milliseconds: 10)
    list(&desk) { $0[0].remaining = Quantity(steps: 4) }
    #expect(desk.pass(milliseconds: 20_000).isEmpty)
    #expect(!desk.takeAsked().contains("orders"))
  }

  @Test("CONSOLE-02 A stop is confirmed where the venue has its trigger and its limit")
  func stops() throws {
    var desk = try Desk.withStops()
    desk.isObliging = false
    desk.fill(1, 5)
    let stop = try #require(desk.snapshot.legs.first { $0.trigger != nil }).id.generation
    desk.accept(stop)
    desk.wait(milliseconds: 10)
    func state(_ change: (inout VenueOrder) -> Void = { _ in }) -> OrderDisplayState? {
      desk.wait(milliseconds: 10)
      var order = desk.listed(stop)
      change(&order)
      desk.answer(.openOrders([order], asOf: desk.now))
      return desk.snapshot.legs.first { $0.trigger != nil }?.state
    }
    #expect(state() == .confirmed)
    #expect(state { $0.trigger = nil } == .working)
    #expect(state { $0.limit = nil } == .confirmed, "it takes at any price")
    #expect(state { $0.limit = Price(ticks: 1) } == .working)
  }

  @Test("CONSOLE-02 The answer about one order confirms it where it was asked for since its change")
  func status() throws {
    var desk = try desk()
    desk.wait(milliseconds: 10)
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    desk.live(1)
    #expect(desk.rungs[0] == "buy 990 working", "nobody asked yet")
    desk.say(.cancelRefused(desk.id(1), .unknownOrder))
    desk.pass(milliseconds: 1_000)
    #expect(desk.takeAsked().contains("status 1"))
    desk.live(1)
    #expect(desk.rungs[0] == "buy 990 confirmed")
  }

  @Test("CONSOLE-02 A change is followed by a list within five seconds, and one list is enough")
  func follows() throws {
    var desk = try desk()
    #expect(asked(&desk, within: 4_990) == 0)
    #expect(asked(&desk, within: 10) == 1)
    list(&desk)
    #expect(desk.rungs[0] == "buy 990 confirmed")
    #expect(asked(&desk, within: 25_000) == 0, "nothing changed")
    desk.fill(1, 1)
    #expect(asked(&desk, within: 3_000) == 0)
    desk.fill(1, 1)
    #expect(asked(&desk, within: 2_000) == 1, "the first change counts")
  }

  @Test("CONSOLE-02 However much changes, there is one list in five seconds")
  func seldom() throws {
    var desk = try desk()
    desk.isObliging = true
    var count = 0
    for _ in 0..<25 {
      desk.say(.amended(desk.id(1), limit: Price(ticks: 990), remaining: Quantity(steps: 5)))
      count += asked(&desk, within: 1_000)
    }
    #expect(count == 5)
  }

  @Test("CONSOLE-02 A list that is not answered is asked for again after its time")
  func lost() throws {
    var desk = try desk { $0.orders.acknowledgeTimeoutNanoseconds = 8_000_000_000 }
    #expect(asked(&desk, within: 5_000) == 1)
    #expect(asked(&desk, within: 7_990) == 0)
    #expect(asked(&desk, within: 10) == 1)
  }

  @Test("CONSOLE-02 RISK-12 No list is asked for this while half of the weight of a minute is used")
  func budget() throws {
    var capabilities = Desk.capabilities
    // The start took 42, the rungs 4.
    capabilities.weightPerMinute = 92
    var desk = try desk(capabilities: capabilities)
    #expect(asked(&desk, within: 25_000) == 0)
    capabilities.weightPerMinute = 94
    desk = try self.desk(capabilities: capabilities)
    #expect(asked(&desk, within: 5_000) == 1)
  }

  @Test("CONSOLE-02 While a comparison is under way it brings the list")
  func comparison() throws {
    var desk = try desk()
    #expect(asked(&desk, within: 4_000) == 0)
    desk.command(.reconcile)
    #expect(desk.takeAsked().count { $0 == "orders" } == 1)
    #expect(asked(&desk, within: 2_000) == 0)
  }

  @Test("STATE-05 What the venue told of an order is in the checkpoint")
  func checkpoint() throws {
    var desk = try desk()
    desk.wait(milliseconds: 10)
    list(&desk)
    let copy = try Engine(checkpoint: desk.engine.checkpoint)
    #expect(copy.snapshot().pendingOpens.allSatisfy { $0.state == .confirmed })
    #expect(copy.nextDeadline == desk.engine.nextDeadline)
  }
}
