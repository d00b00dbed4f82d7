import Market
import Testing
import Venue

@testable import Engine

@Suite("What keeps an entry from having an order")
struct EntryHoldTests {
  @Test(
    "What switches entries off ends an attempt; a plan and a lot are waited for without a word",
    arguments: [
      (.gate(.freeze), true, true), (.gate(.pause), true, true), (.gate(.completing), true, true),
      (.gate(.market), false, true), (.gate(.ownOrder), false, true),
      (.gate(.bounds), false, false), (.gate(.lot), false, false), (.gate(.replan), false, false),
      (.cycle, false, true), (.slippage, false, true), (.venue, false, true),
      (.operatorCancelled, false, false),
    ] as [(EntryHold.Cause, Bool, Bool)])
  func table(cause: EntryHold.Cause, endsAttempts: Bool, isTold: Bool) {
    #expect(cause.endsAttempts == endsAttempts)
    #expect(cause.isTold == isTold)
  }

  @Test("No two causes leave the same trace in a digest")
  func digests() {
    let causes =
      Gate.allCases.map { EntryHold.Cause.gate($0) } + [
        .cycle, .slippage, .venue, .operatorCancelled,
      ]
    let traces = causes.map { cause in
      var hash = StateHash()
      cause.digest(into: &hash)
      return hash.value
    }
    #expect(Set(traces).count == causes.count)
  }

  @Test("What an order was cancelled for stays, unless it ends otherwise than asked")
  func intents() {
    var stage = OrderStage(.accepted)
    #expect(stage.intent == nil)
    stage.on(.cancelAsked(.replace))
    #expect(stage.intent == .replace && !stage.mayBeCancelled, "its cancel is on the way")
    stage.on(.cancelFailed)
    #expect(stage.intent == .replace && stage.mayBeCancelled)
    stage.on(.endedUnasked)
    #expect(stage.intent == .end)
  }
}
