import Market
import Testing

@testable import Engine

@Suite("Whether the market can be quoted on")
struct QuotingTests {
  private static let stale = MarketBlock.stale(since: 9, allowed: 5)
  private static let crossed = MarketBlock.crossed(bid: Price(ticks: 9), ask: Price(ticks: 8))
  private func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }

  private static let states: [Quoting] = [
    .open, .blocked(.bookUnknown, .nothingStood), .blocked(crossed, .nothingStood),
    .blocked(crossed, .waiting(since: Instant(nanoseconds: 3))), .blocked(crossed, .done),
  ]

  @Test("GRID-09 A block is told once, its moment is when it began, and its end is told")
  func judging() {
    for state in QuotingTests.states {
      var next = state
      let news = next.judge(nil, since: at(7))
      #expect(next == .open)
      #expect(news == (state == .open ? nil : .resumed))

      next = state
      let block = MarketBlock.crossed(bid: Price(ticks: 5), ask: Price(ticks: 4))
      let again = next.judge(block, since: at(7))
      switch state {
      case .blocked(QuotingTests.crossed, let pull):
        #expect(again == nil && next == .blocked(block, pull), "its numbers are followed")
      case .open, .blocked:
        #expect(again == .blocked(block))
        #expect(next == .blocked(block, .waiting(since: at(7))))
      }
    }
  }

  @Test(
    "GRID-09 What was pulled stays pulled while one block follows another, and rests again after")
  func pulledOnce() {
    var quoting = Quoting.open
    quoting.pulled()
    #expect(quoting == .open, "nothing is pulled from a market that can be quoted on")
    _ = quoting.judge(QuotingTests.crossed, since: at(3))
    quoting.pulled()
    _ = quoting.judge(QuotingTests.stale, since: at(5))
    #expect(quoting == .blocked(QuotingTests.stale, .done))
    _ = quoting.judge(nil, since: at(6))
    _ = quoting.judge(QuotingTests.stale, since: at(8))
    #expect(quoting == .blocked(QuotingTests.stale, .waiting(since: at(8))))
  }

  @Test(
    "GRID-09 What rests is pulled after its time, at once where quoting is over, and never twice")
  func pulls() {
    let ended = MarketBlock.closed
    let table: [(Quoting, Int64, Int64, Bool)] = [
      (.open, 99, 5, false), (.blocked(QuotingTests.crossed, .nothingStood), 99, 5, false),
      (.blocked(QuotingTests.crossed, .waiting(since: at(3))), 7, 5, false),
      (.blocked(QuotingTests.crossed, .waiting(since: at(3))), 8, 5, true),
      (.blocked(QuotingTests.crossed, .waiting(since: at(3))), 99, 0, false),
      (.blocked(QuotingTests.crossed, .done), 99, 5, false),
      (.blocked(ended, .nothingStood), 0, 0, true),
      (.blocked(ended, .waiting(since: at(3))), 3, 0, true), (.blocked(ended, .done), 99, 5, false),
    ]
    for (quoting, now, wait, isDue) in table {
      #expect(quoting.pullIsDue(at: at(now), after: wait) == isDue, "\(quoting) at \(now)")
    }
    for state in QuotingTests.states {
      let pullAt = state.pullAt(after: 5)
      #expect(state.pullAt(after: 0) == .never)
      if pullAt < .never { #expect(state.pullIsDue(at: pullAt, after: 5)) }
    }
  }
}
