import Market
import Testing
import Venue

@testable import Engine

@Suite("What the engine waits for though nothing happens")
struct TimersTests {
  private func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }

  @Test("The next deadline is the least of all, whichever it is", arguments: Timer.allCases)
  func least(timer: Timer) {
    var timers = Timers()
    for other in Timer.allCases { timers[other] = at(9) }
    timers[timer] = at(3)
    timers.settle()
    #expect(timers.nextDeadline == at(3))
    timers[timer] = .never
    timers.settle()
    #expect(timers.nextDeadline == at(9))
  }

  @Test("Each has a place of its own, and a look asked for twice comes at the earlier moment")
  func places() {
    var timers = Timers()
    for timer in Timer.allCases {
      timers.wake(timer, at: at(Int64(timer.rawValue) + 1))
      timers.wake(timer, at: at(99))
    }
    for timer in Timer.allCases { #expect(timers[timer] == at(Int64(timer.rawValue) + 1)) }
  }

  @Test("Only what is due at the venue makes a look at that due", arguments: Timer.allCases)
  func due(timer: Timer) {
    var timers = Timers()
    timers[timer] = at(3)
    timers.settle()
    let isVenue = timer.rawValue <= Timer.channels.rawValue
    #expect(timers.dueAt == (isVenue ? at(3) : .never))
  }

  @Test("A timer that has come is forgotten, and no other is", arguments: Timer.allCases)
  func passes(timer: Timer) {
    var timers = Timers()
    for other in Timer.allCases { timers[other] = at(3) }
    let passedEarly = timers.pass(timer, at: at(2))
    #expect(!passedEarly && timers[timer] == at(3))
    let passed = timers.pass(timer, at: at(3))
    #expect(passed)
    for other in Timer.allCases { #expect(timers[other] == (other == timer ? .never : at(3))) }
    let passedAgain = timers.pass(timer, at: at(4))
    #expect(!passedAgain, "once")
  }

  @Test("METRIC-02 The screen names the deadline that the engine asks to be woken at")
  func views() throws {
    let desk = try Desk.standing()
    let views = desk.snapshot.timers
    #expect(views.first?.at == desk.engine.nextDeadline)
    #expect(views.map(\.at) == views.map(\.at).sorted())
    #expect(Set(views.map(\.timer)).count == views.count)
    #expect(views.contains { $0.timer == .book } && !views.contains { $0.at == .never })
  }
}
