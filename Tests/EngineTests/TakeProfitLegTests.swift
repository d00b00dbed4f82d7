import Market
import Testing
import Venue

@testable import Engine

@Suite("How the next take-profit goes out")
struct TakeProfitLegTests {
  private typealias Way = TakeProfitLeg.Way

  /// Each way, whether it takes, what it waits for; and the same not taking, taking, waiting for the ninth
  /// update.
  private static let table: [(way: Way, takes: Bool, waits: Int?, after: [Way])] = [
    (.rests, false, nil, [.rests, .takes, .waits(until: 9)]),
    (.takes, true, nil, [.rests, .takes, .takesMeanwhile(until: 9)]),
    (
      .waits(until: 7), false, 7,
      [.waits(until: 7), .takesMeanwhile(until: 7), .waits(until: 9)]
    ),
    (
      .takesMeanwhile(until: 7), true, 7,
      [.waits(until: 7), .takesMeanwhile(until: 7), .takesMeanwhile(until: 9)]
    ),
  ]

  @Test("EXIT-08 A way changes in what is asked, and keeps the rest")
  func ways() {
    for (way, takes, waits, after) in Self.table {
      #expect(way.takes == takes)
      #expect(way.waitsUntil == waits)
      #expect([way.taking(false), way.taking(true), way.waiting(until: 9)] == after)
    }
  }
}
