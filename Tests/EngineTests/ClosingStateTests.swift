import Market
import Testing

@testable import Engine

@Suite("The close of a lot as a value")
struct ClosingStateTests {
  private static let idle = Closing.none(notBefore: .second(5))

  private static func underWay(_ cause: CloseCause, tries: UInt8 = 2, at: Int64 = 7) -> Closing {
    .underWay(cause, tries: tries, tryAt: .second(at))
  }

  @Test("EXIT-09 A close begins at once and with no try, whatever for")
  func begins() {
    for cause in CloseCause.allCases {
      var closing = Self.idle
      let isNew = closing.begin(cause, at: .second(9))
      #expect(isNew)
      #expect(closing == Self.underWay(cause, tries: 0, at: 9))
    }
  }

  @Test("EXIT-08 A close that is under way goes on; only a boost is boosted from the first try")
  func beginsAgain() {
    for before in CloseCause.allCases {
      for cause in CloseCause.allCases {
        var closing = Self.underWay(before)
        let isNew = closing.begin(cause, at: .second(9))
        #expect(!isNew)
        let isBoost = before == .boost && cause == .boost
        #expect(closing == Self.underWay(before, tries: isBoost ? 0 : 2))
      }
    }
  }

  @Test("EXIT-09 Each news leads a close that is under way where the table says")
  func news() {
    let table: [(news: (inout Closing) -> Void, after: Closing)] = [
      ({ $0.tried(again: .second(11)) }, Self.underWay(.age, tries: 3, at: 11)),
      ({ $0.untried(at: .second(11)) }, Self.underWay(.age, tries: 1, at: 11)),
      ({ $0.wait(until: .second(11)) }, Self.underWay(.age, tries: 2, at: 11)),
      ({ $0.end() }, .none()),
      ({ $0.end(notBefore: .second(11)) }, .none(notBefore: .second(11))),
    ]
    for (index, row) in table.enumerated() {
      var closing = Self.underWay(.age)
      row.news(&closing)
      #expect(closing == row.after, "row \(index)")
    }
  }

  @Test("News of an order that closes nothing any more changes nothing")
  func late() {
    var closing = Self.idle

    closing.tried(again: .second(11))
    closing.untried(at: .second(11))
    closing.wait(until: .second(11))

    #expect(closing == Self.idle)
  }

  @Test("A close tells its cause, its tries and its moments, and what is none tells none")
  func tells() {
    let closing = Self.underWay(.stuck)
    #expect(closing.cause == .stuck)
    #expect(closing.tries == 2)
    #expect(closing.tryAt == .second(7))
    #expect(closing.notBefore == .distantPast)
    #expect(Self.idle.cause == nil)
    #expect(Self.idle.tries == 0)
    #expect(Self.idle.tryAt == .distantPast)
    #expect(Self.idle.notBefore == .second(5))
  }
}
