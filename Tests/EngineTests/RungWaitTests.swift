import Market
import Testing
import Venue

@testable import Engine

@Suite("What a rung waits for after its last order")
struct RungWaitTests {
  @Test(
    "Only one that crossed goes on with the book, and what the operator cancelled is no news",
    arguments: [
      (.nothing, false, false, Reason(.wanted)),
      (.operatorCancelled, false, false, Reason(.operatorAsked)),
      (.crossed(at: 10, best: 9), true, true, Reason(.wouldCross, value: 10, limit: 9)),
      (
        .margin(.insufficientMargin, waited: 7), false, true,
        Reason(
          .marginRefused, value: Int64(Refusal.insufficientMargin.rawValue), limit: 7)
      ),
      (
        .refused(.priceTooFar), false, true,
        Reason(.venueRefused, value: Int64(Refusal.priceTooFar.rawValue))
      ),
      (
        .unplaced(.notSent(.throttled)), false, true,
        Reason(.notSent, value: Int64(SendFailure.throttled.rawValue))
      ),
      (.unplaced(.absent), false, true, Reason(.absentAtVenue)),
    ] as [(RungWait, Bool, Bool, Reason)])
  func table(wait: RungWait, isCrossed: Bool, isTold: Bool, reason: Reason) {
    #expect(wait.isCrossed == isCrossed)
    #expect(wait.isTold == isTold)
    #expect(wait.reason == reason)
  }

  @Test("A rung whose wait begins tells of it, and no gate keeps it empty")
  func waiting() {
    var rung = Rung(
      price: Price(ticks: 10), quantity: Quantity(steps: 1), level: 1, reason: Reason(.wanted))
    rung.stayEmpty(.pause, because: Reason(.sidePaused))
    #expect(rung.shut == .pause && rung.reason == Reason(.sidePaused))
    rung.wait(for: .refused(.expired))
    #expect(rung.shut == nil && rung.reason == rung.wait.reason)
  }

  @Test("What a rung needs of 200 neighbours is read fast: it has grown by nothing")
  func layout() {
    #expect(MemoryLayout<Rung>.size <= 112)
    #expect(MemoryLayout<RungWait>.size <= MemoryLayout<Reason>.size)
  }
}
