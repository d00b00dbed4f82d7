import Market
import Testing
import Venue

@testable import Engine

@Suite("Circuit breaker")
struct BreakerTests {
  private static let second: Int64 = 1_000_000_000

  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    try Desk.standing {
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.risk.breaker.threshold = 3
      change(&$0)
    }
  }

  /// Inquiries fail, one after another.
  private func fail(_ desk: inout Desk, _ failure: SendFailure, times: Int) {
    for _ in 0..<times { desk.answer(.failed(.account, failure)) }
  }

  /// The stages in order, with the seconds each began after the trip.
  private func stages(_ desk: inout Desk, until end: BreakerStage) -> [String] {
    let start = desk.time
    var seen: [String] = []
    var last: BreakerStage?
    for _ in 0..<40 {
      let stage = desk.snapshot.control.breaker.stage
      if stage != last { seen.append("\(stage) \((desk.time - start) / Self.second)") }
      last = stage
      if stage == end { break }
      desk.deadline()
    }
    return seen
  }

  @Test("RISK-03 The first 'too many requests' trips, cools down for 60 s and recovers by itself")
  func throttled() throws {
    var desk = try desk()
    fail(&desk, .throttled, times: 1)
    #expect(desk.snapshot.control.breaker.cause == .throttled)
    let line = try #require(desk.snapshot.log.last { $0.tag == .breakerTripped })
    #expect(line.reason?.limit == 65 * Self.second, "it says when it recovers by itself")
    #expect(
      stages(&desk, until: .normal) == ["tripped 0", "cooldown 5", "probation 65", "normal 95"])
    #expect(desk.snapshot.pendingOpens.count == 4, "what rested went on resting")
  }

  @Test("RISK-03 Network errors trip at twice the threshold, and only those in a row count")
  func network() throws {
    var desk = try desk()
    fail(&desk, .notSent, times: 5)
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.accept(5)
    fail(&desk, .notSent, times: 5)
    #expect(desk.snapshot.control.breaker.stage == .normal, "an accept lay between")
    #expect(desk.snapshot.control.breaker.errorStreak == 5)
    fail(&desk, .notSent, times: 1)
    #expect(desk.snapshot.control.breaker.cause == .network)
  }

  @Test("RISK-03 Once it is over by itself, errors are counted from the first again")
  func countsAnew() throws {
    var desk = try desk { $0.risk.breaker.windowNanoseconds = 3_600 * Self.second }
    fail(&desk, .notSent, times: 6)
    #expect(desk.snapshot.control.breaker.cause == .network)
    #expect(stages(&desk, until: .normal).last == "normal 95")
    fail(&desk, .notSent, times: 5)
    #expect(desk.snapshot.control.breaker.stage == .normal)
  }

  @Test("RISK-03 That it is over is logged once, also where an open that was tried ended it")
  func overOnce() throws {
    var desk = try desk()
    fail(&desk, .notSent, times: 6)
    _ = stages(&desk, until: .probation)
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.accept(5)
    #expect(desk.snapshot.control.breaker.stage == .normal)
    desk.pass(milliseconds: 120_000)
    let lines = desk.snapshot.log.filter { $0.tag == .breakerStage }
    #expect(lines.count { $0.reason?.value == Int64(BreakerStage.normal.rawValue) } == 1)
  }

  @Test("RISK-03 Errors that nobody expected trip at the threshold, whatever order they are of")
  func unexpected() throws {
    var desk = try desk()
    for number in 5...7 as ClosedRange<UInt64> {
      #expect(desk.snapshot.control.breaker.stage == .normal)
      desk.command(.placeManual(.buy, Price(ticks: 950)))
      desk.reject(number, .malformed)
    }
    #expect(desk.snapshot.control.breaker.cause == .errors)
  }

  @Test("RISK-03 What latched is logged without a time: no clock ends it")
  func latchedHasNoTime() throws {
    var desk = try desk()
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.reject(5, .badSignature)
    let line = try #require(desk.snapshot.log.last { $0.tag == .breakerTripped })
    #expect(line.reason?.limit == 0)
  }

  @Test("RISK-03 Orders that nobody answers are network errors, and count once each")
  func silence() throws {
    var desk = try Desk {
      $0.risk.breaker.threshold = 2
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    desk.accept(1)
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.breaker.stage == .normal)
    for number in 2...4 as ClosedRange<UInt64> {
      desk.say(.failed(desk.id(number), .place, .lost))
    }
    #expect(desk.snapshot.control.breaker.stage == .normal, "three, though told of twice")
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.pass(milliseconds: 3_100)
    #expect(desk.snapshot.control.breaker.cause == .network)
  }

  @Test("RISK-03 Errors further apart than the window are not in a row")
  func window() throws {
    var desk = try desk()
    for _ in 0..<7 {
      fail(&desk, .notSent, times: 1)
      desk.wait(milliseconds: 61_000)
    }
    #expect(desk.snapshot.control.breaker.stage == .normal)
  }

  @Test(
    "RISK-03 Expected refusals and a lack of margin trip nothing",
    arguments: [
      Refusal.wouldCross, .insufficientMargin, .belowMinimumNotional,
    ])
  func expected(refusal: Refusal) throws {
    var desk = try desk()
    for number in 5...24 as ClosedRange<UInt64> {
      desk.command(.placeManual(.buy, Price(ticks: 950)))
      desk.reject(number, refusal)
    }
    #expect(desk.snapshot.control.breaker.stage == .normal)
  }

  @Test("RISK-03 Cancels and exits pass while it is tripped; opens say why they don't")
  func tripped() throws {
    var desk = try desk()
    fail(&desk, .throttled, times: 3)
    #expect(desk.fill(1, 5) == ["+5 sell 5@1000 reduce"])
    desk.cancelled(2, .byHand)
    let reason = desk.snapshot.grid.rungs[1].reason
    #expect(reason.code == .breakerTripped)
    #expect(reason.value == Int64(BreakerCause.throttled.rawValue))
    #expect(desk.command(.pause(.sell)) == ["-3", "-4"])
  }

  @Test("RISK-03 In probation one open is tried; accepted, the rest follow")
  func probation() throws {
    var desk = try desk()
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number, .byHand) }
    for number in 5...8 as ClosedRange<UInt64> { desk.accept(number) }
    fail(&desk, .throttled, times: 3)
    for number in 5...8 as ClosedRange<UInt64> { desk.cancelled(number, .byHand) }
    #expect(desk.snapshot.pendingOpens.isEmpty)
    #expect(desk.deadline().isEmpty, "cooldown")
    #expect(desk.deadline() == ["+9 buy 5@990"], "probation")
    #expect(desk.snapshot.grid.rungs[1].reason.code == .breakerProbation)
    #expect(desk.accept(9) == ["+10 buy 5@980", "+11 sell 5@1010", "+12 sell 5@1020"])
    #expect(desk.snapshot.control.breaker.stage == .normal)
  }

  @Test("RISK-03 One error in probation is enough to trip again")
  func again() throws {
    var desk = try desk()
    fail(&desk, .throttled, times: 3)
    desk.deadline()
    desk.deadline()
    #expect(desk.snapshot.control.breaker.stage == .probation)
    fail(&desk, .throttled, times: 1)
    #expect(desk.snapshot.control.breaker.stage == .tripped)
  }

  @Test("RISK-03 A ban latches, pulls opens, and ends only when the operator clears it")
  func ban() throws {
    var desk = try desk()
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    #expect(desk.reject(5, .badSignature) == ["-1", "-2", "-3", "-4"])
    #expect(desk.snapshot.control.breaker.latched == [.ban])
    #expect(desk.snapshot.control.breaker.until == nil)
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(desk.isIdle)
    #expect(desk.command(.unfreeze).isEmpty, "a freeze is another thing")
    #expect(desk.command(.clearBreaker) == ["+6 buy 5@990"])
    #expect(desk.snapshot.control.breaker.stage == .probation)
  }

  @Test(
    "RISK-03 Ban, loss, drawdown, both legs, drift and the last hop latch; the others don't",
    arguments: BreakerCause.allCases)
  func latches(cause: BreakerCause) throws {
    var breaker = Breaker(BreakerSettings())
    breaker.trip(cause, at: Instant(nanoseconds: 0))
    for step in 1...10 as ClosedRange<Int64> {
      _ = breaker.advance(to: Instant(nanoseconds: step * 100 * Self.second))
    }
    let recovers: Set<BreakerCause> = [.throttled, .network, .errors]
    #expect((breaker.stage == .normal) == recovers.contains(cause))
  }

  @Test("RISK-03 A cause that recovers never covers up one that latched")
  func both() throws {
    var desk = try desk()
    desk.command(.placeManual(.buy, Price(ticks: 950)))
    desk.reject(5, .badSignature)
    fail(&desk, .throttled, times: 5)
    desk.wait(milliseconds: 1_000_000)
    desk.book(998, 1_000)
    #expect(desk.snapshot.control.breaker.cause == .ban)
    #expect(desk.snapshot.control.breaker.stage == .tripped)
  }
}
