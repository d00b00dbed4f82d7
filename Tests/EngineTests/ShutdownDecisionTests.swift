import Market
import Testing
import Venue

@testable import Engine

/// (state, facts) → what is done about quitting; (state, news) → state.
@Suite("What quitting does next")
struct ShutdownDecisionTests {
  private static let order = ClientOrderID(tag: 1, purpose: .ladder, subject: 100, generation: 7)
  private static let deadline = Instant(nanoseconds: 50)
  private static let states: [Shutdown] = [
    .running, .closing(deadline: deadline), .settled, .timedOut(unsettled: []),
    .timedOut(unsettled: [order]),
  ]

  @Test("OPEN-14 It waits for every outcome, but not past its time; once over it does nothing")
  func decisions() {
    for state in Self.states {
      for now in [0, 49, 50, 90] as [Int64] {
        for left in 0...2 {
          for hasCompared in [false, true] {
            let next = state.next(
              ShutdownFacts(
                now: Instant(nanoseconds: now), left: left, hasCompared: hasCompared))
            let expected: ShutdownDecision =
              if state != .closing(deadline: Self.deadline) {
                .nothing
              } else if left == 0 && hasCompared {
                .settle
              } else { now >= 50 ? .timeOut : .wait(until: Self.deadline) }
            #expect(next == expected, "\(state) at \(now), \(left) left, compared: \(hasCompared)")
          }
        }
      }
    }
  }

  @Test("OPEN-14 Nobody quits twice, and nothing leads back")
  func news() {
    let later = Instant(nanoseconds: 80)
    let table: [(Shutdown.News, [Shutdown])] = [
      (.asked(deadline: later), [.closing(deadline: later)] + Self.states.dropFirst()),
      (.settled, [.running, .settled] + Self.states.dropFirst(2)),
      (
        .timedOut(unsettled: [Self.order]),
        [.running, .timedOut(unsettled: [Self.order])] + Self.states.dropFirst(2)
      ),
    ]
    for (news, expected) in table {
      for (state, expected) in zip(Self.states, expected) {
        var next = state
        next.on(news)
        #expect(next == expected, "\(state) on \(news)")
      }
    }
  }

  @Test("What a quit shows follows from its state alone")
  func phases() {
    #expect(Self.states.map(\.phase) == [.running, .closing, .settled, .timedOut, .timedOut])
  }
}
