import Market
import Testing
import Venue

@testable import Engine

@Suite("The stop of a lot as a value")
struct StopLegTests {
  private enum News: CaseIterable {
    case moved, unknown, unseenHere, unseenElsewhere, lookedAt, reached
  }

  private static let here = Price(ticks: 10_000)
  private static let there = Price(ticks: 9_000)

  private static func off(at trigger: Price?) -> StopLeg {
    .triggered(
      TriggeredStop(
        trigger: trigger, since: .second(1), tryAt: .second(2), tries: 3, blocked: there))
  }

  private static func justOff(at trigger: Price?) -> StopLeg {
    .triggered(TriggeredStop(trigger: trigger, since: .second(8), tryAt: .second(13)))
  }

  /// Each state, and after each news in the order of `News`: the state, and whether the answer was yes.
  private static let table: [(state: StopLeg, after: [(StopLeg, Bool)])] = [
    (
      .none,
      [
        (.waiting(trigger: there), false), (.none, false), (.none, false), (.none, false),
        (.none, false), (justOff(at: nil), true),
      ]
    ),
    (
      .waiting(trigger: here),
      [
        (.waiting(trigger: there), false), (.none, false), (.due(trigger: here), true),
        (.waiting(trigger: here), false), (.waiting(trigger: here), false),
        (justOff(at: here), true),
      ]
    ),
    (
      .due(trigger: here),
      [
        (.due(trigger: there), false), (.none, false), (.due(trigger: here), true),
        (.due(trigger: here), false), (.waiting(trigger: here), false), (justOff(at: here), true),
      ]
    ),
    (
      off(at: here),
      [
        (off(at: there), false), (off(at: nil), false), (off(at: here), true),
        (off(at: here), false), (off(at: here), false), (off(at: here), false),
      ]
    ),
  ]

  private func tell(_ stop: inout StopLeg, _ news: News) -> Bool {
    switch news {
    case .moved: stop.move(to: Self.there)
    case .unknown: stop.move(to: nil)
    case .unseenHere: return stop.reachedUnseen(at: Self.here)
    case .unseenElsewhere: return stop.reachedUnseen(at: Self.there)
    case .lookedAt: stop.lookedAt()
    case .reached: return stop.trigger(at: .second(8), againAt: .second(13))
    }
    return false
  }

  @Test("EXIT-03 Each news leads each stop where the table says; one that went off stays so")
  func news() {
    for row in Self.table {
      #expect(row.after.count == News.allCases.count)
      for (news, expected) in zip(News.allCases, row.after) {
        var stop = row.state

        let answer = tell(&stop, news)

        #expect(stop == expected.0, "\(row.state), \(news)")
        #expect(answer == expected.1, "\(row.state), \(news)")
      }
    }
  }

  @Test("A stop tells what sets it off, whatever its state")
  func trigger() {
    #expect(Self.table.map { $0.state.trigger } == [nil, Self.here, Self.here, Self.here])
    #expect(Self.table.map { $0.state.isTriggered } == [false, false, false, true])
  }

  @Test("EXIT-07 Only a stop that the venue holds learns that there is room for one at a time")
  func holder() {
    let holders: [StopHolder] = [.engine, .venue, .venueOneAtATime]

    let full = holders.map { after($0) { $0.hadNoRoom() } }
    let free = holders.map { after($0) { $0.hadRoom() } }
    let given = holders.map { after($0) { $0.becomeVenue() } }

    #expect(full == [.engine, .venueOneAtATime, .venueOneAtATime])
    #expect(free == [.engine, .venue, .venue])
    #expect(given == [.venue, .venue, .venueOneAtATime])
    #expect(holders.map(\.isVenue) == [false, true, true])
  }

  private func after(_ holder: StopHolder, _ news: (inout StopHolder) -> Void) -> StopHolder {
    var holder = holder
    news(&holder)
    return holder
  }
}
