import Market
import Testing
import Venue

@testable import Engine

/// Exits that stand at the venue as the engine starts, and the position that they are for.
@Suite("Legs at the start")
struct StartLegsTests {
  @Test("RECON-01 Legs are adopted with their lots; the rest of the position is a lot with an exit")
  func startSeeds() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let words = desk.agree(8, [leg], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.open.steps) == [3, 5])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
    #expect(desk.engine.position.steps == 8)
    let account = desk.snapshot.account
    #expect(account.realised == .zero)
    #expect(account.unrealised == whole(8 * 5))
    desk.fill(41, 5)
    #expect(desk.engine.position.steps == 3)
  }

  @Test("RECON-01 Legs for more than is held make no lots, though neither entry nor book is known")
  func startWithLegsOfNothing() throws {
    var desk = try Desk.starting()
    let legs = [
      Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40),
      Desk.order(.takeProfit, .sell, 4, at: 1_025, subject: 13, generation: 41),
    ]
    desk.nextDeadline()
    #expect(desk.agree(0, legs) == ["-40", "-41"], "what is for nothing is taken back")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A stop that stands is no take-profit: its lot gets one where a profit is")
  func startWithStop() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    let words = desk.agree(5, [stop], entry: 995)
    #expect(words.first == "+41 sell 5@1005 reduce")
  }

  @Test("RECON-01 EXIT-02 All legs of a lot that stand at the start are of one lot")
  func startLegsOfOneLot() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    let near = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 41)
    let far = Desk.order(.takeProfit, .sell, 2, at: 1_015, subject: 12, generation: 42)
    let words = desk.agree(5, [near, stop, far], entry: 995)
    #expect(!words.contains { $0.contains("reduce") }, "it has all the legs it wants")
    let lot = try #require(desk.snapshot.lots.first)
    #expect(desk.snapshot.lots.count == 1 && lot.open.steps == 5)
    #expect(lot.covered.steps == 5 && lot.venueStop.steps == 5)
  }

  @Test("RECON-01 EXIT-11 A stop that stands at the start protects its lot")
  func startStopProtects() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    desk.agree(5, [stop], entry: 995)
    let lot = try #require(desk.snapshot.lots.first)
    #expect(lot.stop == Price(ticks: 950) && lot.venueStop.steps == 5 && lot.naked.isZero)
  }

  @Test("RECON-01 GRID-01 Where a rung waits for its exit, one that stands at the start is enough")
  func startRearms() throws {
    var desk = try Desk.starting { $0.grid.rearm = .exitAccepted }
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    #expect(desk.agree(5, [leg], entry: 990).contains("+41 buy 5@990"))
  }

  @Test("RECON-01 GRID-01 A stop that stands at the start is not the exit that a rung waits for")
  func startRearmsByNoStop() throws {
    var desk = try Desk.starting { $0.grid.rearm = .exitAccepted }
    desk.book(999, 1_001)
    var stop = Desk.order(.stopLoss, .sell, 5, at: 940, subject: 12, generation: 40)
    stop.trigger = Trigger(price: Price(ticks: 950), reference: .mark, isStop: true)
    desk.agree(5, [stop], entry: 990)
    #expect(desk.rungs[0] == "buy 990 LOT_OPEN")
    let exit = try #require(desk.snapshot.legs.first { $0.purpose == .takeProfit })
    #expect(desk.say(.accepted(exit.id)).contains { $0.hasSuffix(" buy 5@990") })
  }

  @Test("RECON-01 An engine that follows another looks twice: a list may lack the newest")
  func startLooksTwice() throws {
    var desk = try Desk.starting()
    desk.engine = try Engine(
      instrument: desk.engine.instrument, settings: desk.engine.settings,
      capabilities: Desk.capabilities, bookSource: .depth, lastNumber: 41)
    desk.book(999, 1_001)
    desk.takeAsked()
    let leg = Desk.order(.takeProfit, .sell, 3, at: 1_015, subject: 12, generation: 40)
    let newest = Desk.order(.takeProfit, .sell, 5, at: 1_025, subject: 13, generation: 41)
    desk.answer(desk.account(8, entry: 995))
    desk.answer(.openOrders([leg, newest], asOf: desk.now))
    #expect(desk.takeAsked().filter { $0 == "orders" } == ["orders"])
    desk.answer(.openOrders([leg], asOf: desk.now))
    #expect(desk.fills().isEmpty, "both lots have their take-profits")
    #expect(desk.snapshot.lots.map(\.id.value) == [12, 13])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3, 5])
  }
}
