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
      (.crossed(at: 10, best: 9, updates: 3), true, true, Reason(.wouldCross, value: 10, limit: 9)),
      (
        .margin(.insufficientMargin, waited: 7), false, true,
        Reason(
          .marginRefused, value: Int64(Refusal.insufficientMargin.rawValue), limit: 7)
      ),
      (
        .refused(.priceTooFar, until: at(5)), false, true,
        Reason(.venueRefused, value: Int64(Refusal.priceTooFar.rawValue))
      ),
      (
        .unplaced(.notSent(.throttled), until: at(5)), false, true,
        Reason(.notSent, value: Int64(SendFailure.throttled.rawValue))
      ),
      (.unplaced(.absent, until: at(5)), false, true, Reason(.absentAtVenue)),
    ] as [(RungWait, Bool, Bool, Reason)])
  func table(wait: RungWait, isCrossed: Bool, isTold: Bool, reason: Reason) {
    #expect(wait.isCrossed == isCrossed)
    #expect(wait.isTold == isTold)
    #expect(wait.reason == reason)
  }

  @Test("A rung that waits is held until then, and not a moment longer")
  func holds() {
    let table: [(RungWait, Int64, Int, Bool)] = [
      (.nothing, 0, 0, false), (.margin(.insufficientMargin, waited: 7), 0, 0, false),
      (.operatorCancelled, .max, .max, true), (.crossed(at: 10, best: 9, updates: 3), 9, 2, true),
      (.crossed(at: 10, best: 9, updates: 3), 0, 3, false),
      (.refused(.priceTooFar, until: at(5)), 4, 9, true),
      (.refused(.priceTooFar, until: at(5)), 5, 0, false),
      (.unplaced(.absent, until: at(5)), 4, 9, true),
      (.unplaced(.absent, until: at(5)), 5, 0, false),
    ]
    for (wait, now, updates, isHeld) in table {
      #expect(wait.holds(at: at(now), updates: updates) == isHeld, "\(wait) at \(now)")
    }
  }

  @Test("A rung whose wait begins tells of it, and no gate keeps it empty")
  func waiting() {
    var rung = Rung.tabled()
    rung.stayEmpty(.pause, because: Reason(.sidePaused))
    #expect(rung.shut == .pause && rung.reason == Reason(.sidePaused))
    rung.wait(for: .refused(.expired, until: at(5)))
    #expect(rung.shut == nil && rung.reason == rung.wait.reason)
  }

  @Test("CONSOLE-04 What the operator cancelled stays so, whatever the venue says to its order")
  func operatorCancelled() {
    let others: [RungWait] = [
      .crossed(at: 10, best: 9, updates: 3), .margin(.insufficientMargin, waited: 7),
      .refused(.priceTooFar, until: at(5)), .unplaced(.absent, until: at(5)),
    ]
    for other in others {
      var rung = Rung.tabled()
      rung.wait(for: .operatorCancelled)
      rung.wait(for: other)
      #expect(rung.wait == .operatorCancelled && rung.reason == Reason(.operatorAsked))
      rung.forgetCancel()
      #expect(rung.wait == .nothing)
      rung.wait(for: other)
      rung.forgetCancel()
      #expect(rung.wait == other, "only what was cancelled by hand is asked for again")
    }
  }

}

private func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }

extension Rung {
  /// The third rung, at 10 for five.
  static func tabled() -> Rung {
    Rung(price: Price(ticks: 10), quantity: Quantity(steps: 5), level: 3)
  }
}
