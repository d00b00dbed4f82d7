import Market
import Testing
import Venue

@testable import Engine

/// The ladder's requests leave together: how long they wait, and what never does.
@Suite("Coalescing")
struct CoalescingTests {
  private static let millisecond: Int64 = 1_000_000

  private func desk(
    least: Int64 = 20, most: Int64 = 200, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    try Desk {
      $0.market.staleAfterNanoseconds = 0
      $0.grid.levels = 1
      $0.grid.anchoring = .full
      $0.grid.recentreHundredths = 10
      $0.exits.takeProfit = .away(.ticks(200))
      $0.orders.coalesceMinimumNanoseconds = least * Self.millisecond
      $0.orders.coalesceMaximumNanoseconds = most * Self.millisecond
      change(&$0)
    }
  }

  /// A ladder that stands, at a venue whose answers take so long.
  private func standing(
    latency: Int64, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var desk = try desk(change: change)
    desk.book(999, 1_001)
    desk.wait(milliseconds: latency)
    desk.accept(1, 2)
    desk.wait(milliseconds: 1_000)
    return desk
  }

  /// Moves the market step by step, a millisecond each, and returns after how many milliseconds from
  /// the first request the next one left.
  private func wait(_ desk: inout Desk) -> Int64 {
    #expect(!desk.book(1_009, 1_011).isEmpty)
    let sent = desk.time
    #expect(desk.book(1_019, 1_021).isEmpty)
    #expect(desk.book(1_029, 1_031).isEmpty)
    var words: [String] = []
    while words.isEmpty { words = desk.nextDeadline() }
    #expect(words == ["-2", "+3 buy 5@1020"])
    #expect(desk.placed.count == 3, "nothing was sent for where the market was between")
    return (desk.time - sent) / Self.millisecond
  }

  @Test(
    "ORDER-09 What follows waits as long as an order's way there and back, within bounds",
    arguments: [(5, 20), (20, 20), (120, 120), (900, 200)] as [(Int64, Int64)])
  func latency(latency: Int64, expected: Int64) throws {
    var desk = try standing(latency: latency) { $0.grid.direction = .long }
    #expect(desk.snapshot.sending.latencyNanoseconds == latency * Self.millisecond)
    #expect(desk.snapshot.sending.coalesceNanoseconds == expected * Self.millisecond)
    #expect(wait(&desk) == expected)
  }

  @Test("ORDER-09 The latency that is measured follows each answer by an eighth")
  func measured() {
    var coalescing = Coalescing()
    coalescing.learn(80)
    coalescing.learn(160)
    #expect(coalescing.latencyNanoseconds == 90)
    for _ in 0..<100 { coalescing.learn(8) }
    #expect(coalescing.latencyNanoseconds < 16)
  }

  @Test(
    "ORDER-09 Half of it over a swing of 1 %, the least over 2 %",
    arguments: [
      (0, 100), (10_000, 100), (10_001, 50), (20_000, 50), (20_001, 20), (1_000_000, 20),
    ] as [(Int64, Int64)])
  func swings(swing: Int64, expected: Int64) {
    var settings = OrderSettings()
    settings.coalesceMinimumNanoseconds = 20
    settings.coalesceMaximumNanoseconds = 200
    let swing = BasisPoints(hundredths: swing)
    #expect(Coalescing.wait(latency: 100, swing: swing, settings) == expected)
    let half = Coalescing.wait(latency: 30, swing: BasisPoints(hundredths: 15_000), settings)
    #expect(half == 20, "never under the least")
  }

  @Test("ORDER-09 The swing is that of the spacing, measured though no spacing follows it")
  func measuredSwing() throws {
    var desk = try desk()
    #expect(desk.snapshot.grid.volatility.isMeasured)
    desk.book(999, 1_001)
    desk.wait(milliseconds: 100)
    desk.accept(1, 2)
    #expect(desk.snapshot.sending.coalesceNanoseconds == 100 * Self.millisecond)
    for second in 1...200 as ClosedRange<Int64> {
      desk.time = second * 1_000_000_000 + 999_000_000
      let mid: Int64 = second % 2 == 0 ? 980 : 1_020
      desk.book(mid - 1, mid + 1)
    }
    let swing = desk.snapshot.grid.volatility.swing
    #expect(swing.hundredths > 20_000)
    #expect(desk.snapshot.sending.coalesceNanoseconds == 20 * Self.millisecond)
    #expect(try !Desk().snapshot.grid.volatility.isMeasured)
  }

  @Test("ORDER-09 A rung that waits says for how long; exits and the operator's orders never wait")
  func neverHeld() throws {
    var desk = try standing(latency: 150)
    desk.book(1_009, 1_011)
    desk.book(1_019, 1_021)
    let place = try #require(desk.engine.grid.ladder.rungs.buy.indices.first)
    desk.accept(3, 4)
    #expect(desk.cancelled(3, .byHand).isEmpty, "its rung waits for the others")
    let reading = desk.engine.explainRung(.buy, place).gates.first { $0.gate == .coalescing }
    #expect(reading?.state == .shut)
    #expect(reading?.reason.code == .coalesced)
    #expect(desk.snapshot.sending.coalescesUntil != nil)
    #expect(desk.fill(4, 5) == ["+5 buy 5@820 reduce"])
    #expect(desk.command(.placeManual(.buy, Price(ticks: 950))) == ["+6 buy 5@950"])
    #expect(desk.command(.freeze) == ["-6"])
  }

  @Test("ORDER-09 A most of zero waits for nothing, whatever the latency")
  func off() throws {
    var desk = try Desk {
      $0.grid.levels = 1
      $0.grid.anchoring = .full
      $0.grid.recentreHundredths = 10
    }
    desk.book(999, 1_001)
    desk.wait(milliseconds: 500)
    desk.accept(1, 2)
    for step in 1...5 as ClosedRange<Int64> {
      #expect(!desk.book(999 + 10 * step, 1_001 + 10 * step).isEmpty)
    }
  }
}
