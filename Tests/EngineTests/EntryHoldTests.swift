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
