import Market
import Testing
import Venue

@testable import Engine

/// What an engine before this one sent and is told of one by one, before all that stands is known.
@Suite("Strangers at the start")
struct StartStrangerTests {
  private static let stop = exit(.stopLoss, 940, trigger: 950, generation: 40)
  private static let close = exit(.close, 995, generation: 41)

  /// An exit of long lot 12, of five steps.
  private static func exit(
    _ purpose: Purpose, _ ticks: Int64, trigger: Int64? = nil, generation: UInt64
  ) -> VenueOrder {
    var order = Desk.order(purpose, .sell, 5, at: ticks, subject: 12, generation: generation)
    order.isReduceOnly = true
    order.trigger = trigger.map {
      Trigger(price: Price(ticks: $0), reference: .mark, isStop: true)
    }
    return order
  }

  /// The venue tells that an order stands.
  private func live(_ order: VenueOrder, _ desk: inout Desk) -> [String] {
    desk.answer(.status(order.id, .live(order), asOf: desk.now))
  }

  /// The venue lists orders as often as an engine that follows another looks, and then fills.
  private func compare(
    _ listed: [VenueOrder], _ fills: [Fill] = [], _ desk: inout Desk
  ) -> [String] {
    var words: [String] = []
    for _ in 0..<2 { words += desk.answer(.openOrders(listed, asOf: desk.now)) }
    while let run = desk.engine.agreement.fillFetch.run {
      words += desk.answer(
        .fills(
          FillPage(
            since: run.since, after: run.after, asOf: desk.now, fills: fills, isLast: true)))
    }
    return words
  }

  @Test("RECON-01 RISK-01 A stop told of before all was compared brings no exit of a closed lot")
  func stopOfClosedLot() throws {
    var desk = try Desk.following(42)
    let reverse = Desk.order(.attempt, .sell, 5, at: 990, generation: 42)
    desk.wait(milliseconds: 10)
    let closed = Desk.fill(1, of: Self.close.id, .sell, 5, at: desk.now)
    let reversed = Desk.fill(2, of: reverse.id, .sell, 5, at: desk.now)
    desk.say(.accepted(Self.stop.id), .filled(closed), .filled(reversed))
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(-5, entry: 1_000))

    #expect(live(Self.stop, &desk).isEmpty, "it is short by now: there is nothing to sell")
    #expect(desk.snapshot.lots.isEmpty)

    let words = compare([Self.stop], [closed, reversed], &desk)
    #expect(words == ["-40", "+43 buy 5@990 reduce"])
    #expect(desk.snapshot.lots.map(\.side) == [.sell])
    #expect(desk.snapshot.lots.map(\.open.steps) == [5])
  }

  @Test("RECON-01 An exit told of before the start is kept with its lot, though no list shows it")
  func stopThatListsLack() throws {
    var desk = try Desk.following(42)
    desk.say(.accepted(Self.stop.id))
    #expect(live(Self.stop, &desk).isEmpty)
    desk.answer(desk.account(5, entry: 995))

    #expect(compare([], [], &desk) == ["+43 sell 5@1005 reduce"])
    let lot = try #require(desk.snapshot.lots.first)
    #expect(desk.snapshot.lots.count == 1 && lot.id.value == 12)
    #expect(lot.stop == Price(ticks: 950) && lot.venueStop.steps == 5)
    #expect(desk.engine.orders.queries.open.isEmpty)
  }

  @Test("RECON-01 What filled of an exit since it was told of is left of it no more")
  func fillsSinceTold() throws {
    var desk = try Desk.following(42)
    desk.say(.accepted(Self.stop.id))
    #expect(live(Self.stop, &desk).isEmpty)
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: Self.stop.id, .sell, 2, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(3, entry: 995))

    #expect(compare([], [between], &desk) == ["+43 sell 3@1005 reduce"])
    #expect(desk.engine.position.steps == 3)
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }

  @Test("RECON-01 What fills before all was compared of an open told of brings no exit of its own")
  func openFillsMeanwhile() throws {
    var desk = try Desk.following(42)
    var open = Desk.order(.ladder, .buy, 5, at: 990, generation: 40)
    desk.say(.accepted(open.id))
    #expect(live(open, &desk).isEmpty)
    desk.answer(desk.account(-10, entry: 1_000))
    desk.wait(milliseconds: 10)
    let fill = Desk.fill(1, of: open.id, .buy, 2, at: desk.now)

    #expect(desk.say(.filled(fill)).isEmpty, "it closes two of the ten that are short")
    #expect(desk.engine.position.steps == -8 && desk.snapshot.lots.isEmpty)

    open.remaining = Quantity(steps: 3)
    #expect(compare([open], [fill], &desk) == ["+43 buy 8@990 reduce"])
    #expect(desk.snapshot.lots.map(\.side) == [.sell])
    #expect(desk.snapshot.lots.map(\.open.steps) == [8])
    #expect(desk.snapshot.pendingOpens.map { ($0.quantity - $0.filled).steps } == [3])
  }

  @Test("RISK-08 A cancel-all of legs takes back at once one that is told of before the start")
  func cancelsAtOnce() throws {
    var desk = try Desk.following(42)
    desk.command(.cancelAll(.legs))
    desk.say(.accepted(Self.stop.id))
    #expect(live(Self.stop, &desk) == ["-40"])
    desk.pass(milliseconds: 30_000)
    #expect(desk.snapshot.control.cancelling == .legs, "it is known to stand")
  }

  @Test("RECON-01 A fill before the account is in the position and not left, however late the list")
  func listAfterAccount() throws {
    var desk = try Desk.starting()
    desk.book(999, 1_001)
    desk.wait(milliseconds: 10)
    let listed = desk.now
    desk.wait(milliseconds: 10)
    let between = Desk.fill(1, of: Self.stop.id, .sell, 2, at: desk.now)
    desk.wait(milliseconds: 10)
    desk.answer(desk.account(3, entry: 995))
    desk.fills()
    desk.answer(.openOrders([Self.stop], asOf: listed))
    #expect(desk.fills(between).first == "+41 sell 3@1005 reduce")
    #expect(desk.snapshot.lots.map(\.open.steps) == [3])
    #expect(desk.snapshot.lots.map(\.venueStop.steps) == [3])
  }
}
