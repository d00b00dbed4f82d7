import Market
import Testing

@testable import Engine

@Suite("Why the market can't be quoted on")
struct MarketBlockTests {
  private static let price = Price(ticks: 1_000)

  @Test(
    "Each block says what it does to what rests, what it latches, and the numbers it is told with",
    arguments: [
      (.closed, true, nil, Reason(.marketClosed)),
      (.halted, true, nil, Reason(.marketHalted)),
      (.ending(in: 5, cutoff: 9), true, nil, Reason(.marketEnding, value: 5, limit: 9)),
      (.clockSkewed(by: -7, allowed: 3), true, nil, Reason(.clockSkewed, value: -7, limit: 3)),
      (.tickUnknown(for: 8), false, nil, Reason(.tickUnknown, value: 8)),
      (.bookUnknown, false, nil, Reason(.bookUnknown)),
      (
        .crossed(bid: Price(ticks: 11), ask: Price(ticks: 10)), false, nil,
        Reason(.bookCrossed, value: 11, limit: 10)
      ),
      (.stale(since: 6, allowed: 5), false, nil, Reason(.bookStale, value: 6, limit: 5)),
      (
        .priceImpossible(9_000, after: 1), true, .priceImpossible,
        Reason(.priceImpossible, value: 9_000, limit: 1)
      ),
      (
        .valueTooLarge(Position(steps: -4), at: price), true, .valueTooLarge,
        Reason(.valueTooLarge, value: 1_000, limit: -4)
      ),
    ] as [(MarketBlock, Bool, FreezeCause?, Reason)])
  func table(block: MarketBlock, endsQuoting: Bool, latches: FreezeCause?, reason: Reason) {
    #expect(block.kind.endsQuoting == endsQuoting)
    #expect(block.kind.latches == latches)
    #expect(block.reason == reason)
  }

  @Test("Every freeze tells of itself otherwise than any other, and says whether a rule made it")
  func freezes() {
    let reasons = FreezeCause.allCases.map(\.reason)
    #expect(reasons.indices.allSatisfy { reasons.firstIndex(of: reasons[$0]) == $0 })
    #expect(
      FreezeCause.allCases.filter { !$0.isRule }
        == [.operatorAsked, .cancelAll, .flatten, .terminalLost, .restarted])
  }
}
