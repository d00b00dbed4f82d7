import Market
import Testing
import Venue

@testable import Engine

/// Fills from before and during the first comparison: each counts once.
@Suite("Fills at the start")
struct StartFillsTests {
  @Test("RECON-01 A position that fills made during the start is a lot, without entry or book")
  func startFillsWithoutPrice() throws {
    var desk = try Desk.starting()
    desk.nextDeadline()
    desk.answer(desk.account(0))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    desk.fills(Desk.fill(1, of: id, .buy, 4, at: desk.now))
    #expect(desk.engine.position.steps == 4)
    #expect(desk.snapshot.lots.map(\.open.steps) == [4])
  }

  @Test(
    "RECON-01 What filled between the list of orders and the account is in the order's size",
    arguments: [true, false])
  func startFillBetween(isTold: Bool) throws {
    var desk = try Desk.starting()
    desk.nextDeadline()
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: leg.id, .sell, 5, at: desk.now)
    if isTold { desk.say(.filled(between)) }
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(0))
    desk.fills(between)
    desk.fills(between)
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.legs.isEmpty, "it filled whole")
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A fill that the account had, told after the start, leaves less of its open")
  func olderFillAfterStart() throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let open = Desk.order(.ladder, .buy, 5, at: 990, generation: 40)
    desk.answer(.openOrders([open], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: open.id, .buy, 2, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(2, entry: 990))
    desk.fills()
    desk.nextDeadline()
    desk.say(.filled(between))
    let standing = try #require(desk.snapshot.pendingOpens.first { $0.id == open.id })
    #expect((standing.quantity - standing.filled).steps == 3)
    #expect(desk.engine.position.steps == 2)
  }

  @Test("RECON-01 What an adopted order filled before is in the position and in its size")
  func startMidFill() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    var leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    leg.remaining = Quantity(steps: 3)
    desk.wait(milliseconds: 20)
    desk.answer(desk.account(3, entry: 995))
    let before = Instant(nanoseconds: desk.time - 10_000_000)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.fills(Desk.fill(1, of: leg.id, .sell, 2, at: before))
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    desk.say(.filled(Desk.fill(1, of: leg.id, .sell, 2, at: before)))
    #expect(desk.engine.position.steps == 3, "it is in the position that the books began with")
    desk.wait(milliseconds: 10)
    desk.say(.filled(Desk.fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat)
    #expect(desk.snapshot.lots.isEmpty)
  }

  @Test("RECON-01 A fill between the list and the account is in the position and not left to fill")
  func startFillsBetween() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(between))
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(3, entry: 995))
    desk.fills(between)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.legs.map { ($0.quantity - $0.filled).steps } == [3])
    desk.wait(milliseconds: 10)
    desk.say(.filled(Desk.fill(2, of: leg.id, .sell, 3, at: desk.now)))
    #expect(desk.engine.position.isFlat && desk.snapshot.legs.isEmpty)
  }

  @Test("RECON-01 What fills while the start is being compared is in position, lots and sizes once")
  func startFillsMeanwhile() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let leg = Desk.order(.takeProfit, .sell, 5, at: 1_015, subject: 12, generation: 40)
    desk.answer(desk.account(5, entry: 995))
    desk.answer(.openOrders([leg], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let meanwhile = Desk.fill(1, of: leg.id, .sell, 2, at: desk.now)
    desk.say(.filled(meanwhile))
    desk.fills(meanwhile)
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.lots.map(\.covered.steps) == [3])
    #expect(!desk.snapshot.control.alarms.contains(.unmatchedFill))
  }

  @Test("LEDGER-06 Fills at or before the anchor never count; later ones count once")
  func anchor() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    let id = ClientOrderID(tag: 1, purpose: .ladder, subject: 990, generation: 5)
    let old = Desk.fill(1, of: id, .buy, 4, at: desk.now)
    desk.say(.filled(old))
    desk.answer(desk.account(4))
    desk.answer(.openOrders([], asOf: desk.now))
    desk.wait(milliseconds: 10)
    let new = Desk.fill(2, of: id, .buy, 1, at: desk.now)
    desk.fills(old, new)
    #expect(desk.engine.position.steps == 5)
    desk.say(.filled(old), .filled(new))
    #expect(desk.engine.position.steps == 5)
    #expect(desk.snapshot.lots.reduce(0) { $0 + $1.open.steps } == 5)
  }

  @Test("EXIT-07 RISK-04 Somebody else's fill during the start leaves no open of ours standing")
  func foreignFillAtTheStart() throws {
    var desk = try Desk.starting { $0.reconcile.atStart = .adopt }
    desk.book(999, 1_001)
    let buy = Desk.order(.ladder, .buy, 5, at: 990, generation: 7)
    var words = desk.answer(desk.account(0))
    desk.wait(milliseconds: 1)
    words += desk.say(.filled(Desk.fill(900, of: .foreign(3), .buy, 1, at: desk.now)))
    words += desk.answer(.openOrders([buy], asOf: desk.now))
    words += desk.fills()
    for _ in 0..<3 { words += desk.nextDeadline() }
    #expect(words.contains("-7"))
  }
}
