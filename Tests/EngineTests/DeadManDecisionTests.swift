import Market
import Testing

@testable import Engine

/// (state, facts) → what is done about the switch; (state, news) → state.
@Suite("What the dead-man switch does next")
struct DeadManDecisionTests {
  private static func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }
  private func at(_ moment: Int64) -> Instant { Self.at(moment) }

  /// Each may come due by 90 and is looked after again at 20.
  private static let idle = DeadMan.idle
  private static let asked = DeadMan.asked(until: at(90), again: at(20))
  private static let armed = DeadMan.armed(at(70), until: at(90), again: at(20))
  private static let refused = DeadMan.refused(until: at(90), again: at(20))
  private static let lingering = DeadMan.lingering(until: at(90), again: at(20))
  private static let states = [idle, asked, armed, refused, lingering]

  private func facts(_ now: Int64, entries: Bool, strips: Bool = false) -> DeadManFacts {
    DeadManFacts(now: at(now), hasEntries: entries, wouldStripStops: strips)
  }

  @Test("RISK-06 With entries out it is armed, and put off once its moment has come")
  func wanted() {
    for now in [0, 19, 20, 90, 91] as [Int64] {
      let facts = facts(now, entries: true)
      for state in [Self.idle, Self.lingering] { #expect(state.next(facts) == .arm) }
      for state in [Self.asked, Self.armed, Self.refused] {
        #expect(state.next(facts) == (now < 20 ? .nothing : .putOff))
      }
    }
  }

  @Test("RISK-06 Without entries, or where it would strip stops, it is taken back until it is gone")
  func unwanted() {
    for now in [0, 19, 20, 89, 90, 91] as [Int64] {
      for (entries, strips) in [(false, false), (false, true), (true, true)] {
        let facts = facts(now, entries: entries, strips: strips)
        #expect(Self.idle.next(facts) == .nothing)
        for state in [Self.asked, Self.armed, Self.refused] {
          #expect(state.next(facts) == .takeBack, "whenever it is to be put off")
        }
        let expected: DeadManDecision =
          now >= 90 ? .forget : now >= 20 ? .takeBackAgain : .nothing
        #expect(Self.lingering.next(facts) == expected)
      }
    }
  }

  @Test("RISK-06 Every news in every state of the switch")
  func news() {
    let later = DeadMan.News.asked(for: at(120), again: at(30))
    let sooner = DeadMan.News.asked(for: at(80), again: at(30))
    let scheduled = DeadMan.News.scheduled(at: at(80), now: at(25), again: at(30))
    let gone = DeadMan.News.scheduled(at: nil, now: at(25), again: at(30))
    let takenBack = DeadMan.News.takenBack(again: at(30))
    let (refused, lost) = (DeadMan.News.refused(again: at(30)), DeadMan.News.lost(again: at(30)))
    let table: [(DeadMan.News, [DeadMan])] = [
      // In the order of the states: idle, asked, armed, refused, lingering.
      (
        later,
        [
          .asked(until: at(120), again: at(30)), .asked(until: at(120), again: at(30)),
          .armed(at(70), until: at(120), again: at(30)), .refused(until: at(120), again: at(30)),
          .asked(until: at(120), again: at(30)),
        ]
      ),
      (
        sooner,
        [
          .asked(until: at(80), again: at(30)), .asked(until: at(90), again: at(30)),
          .armed(at(70), until: at(90), again: at(30)), .refused(until: at(90), again: at(30)),
          .asked(until: at(90), again: at(30)),
        ]
      ),
      (
        takenBack,
        [
          .idle, .lingering(until: at(90), again: at(30)), .lingering(until: at(90), again: at(30)),
          .lingering(until: at(90), again: at(30)), .lingering(until: at(90), again: at(30)),
        ]
      ),
      (
        scheduled,
        [
          .lingering(until: at(80), again: at(25)), .armed(at(80), until: at(80), again: at(30)),
          .armed(at(80), until: at(80), again: at(30)),
          .armed(at(80), until: at(80), again: at(30)), .lingering(until: at(80), again: at(20)),
        ]
      ),
      (gone, [.idle, Self.asked, Self.armed, Self.asked, .idle]),
      (
        refused,
        [
          .idle, .refused(until: at(90), again: at(30)), .refused(until: at(90), again: at(30)),
          .refused(until: at(90), again: at(30)), .lingering(until: at(90), again: at(30)),
        ]
      ),
      (
        lost,
        [
          .idle, .asked(until: at(90), again: at(30)),
          .armed(at(70), until: at(90), again: at(30)),
          .asked(until: at(90), again: at(30)), .lingering(until: at(90), again: at(30)),
        ]
      ),
      (.passed, [.idle, Self.asked, Self.armed, Self.refused, .idle]),
    ]
    for (news, expected) in table {
      for (state, expected) in zip(Self.states, expected) {
        var next = state
        next.on(news)
        #expect(next == expected, "\(state) on \(news)")
      }
    }
  }

  @Test("RISK-06 What is shown of the switch, and when it wants to be looked after")
  func shown() {
    for strips in [false, true] {
      let facts = facts(0, entries: true, strips: strips)
      let views = Self.states.map { $0.view(facts) }
      #expect(
        views == [
          strips ? .standsAside : .idle, .asked(at(90)), .armed(at(70)), .refused, .lingers(at(90)),
        ])
    }
    #expect(Self.states.map(\.refreshAt) == [.never, at(20), at(20), at(20), at(20)])
  }
}
