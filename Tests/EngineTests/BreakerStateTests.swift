import Market
import Testing
import Venue

@testable import Engine

@Suite("States of the circuit breaker")
struct BreakerStateTests {
  private static let order = id(7)
  private static let other = id(8)
  private static let end = Instant(nanoseconds: 100)

  private static func id(_ number: UInt64) -> ClientOrderID {
    ClientOrderID(tag: 1, purpose: .ladder, subject: 100, generation: number)
  }

  private static let states: [BreakerState] = [
    .normal,
    .tripped(.network, until: end),
    .tripped(.loss, until: .distantFuture),
    .cooldown(.network, until: end),
    .probation(.network, until: end, probe: nil),
    .probation(.network, until: end, probe: order),
  ]

  private var settings: BreakerSettings {
    var settings = BreakerSettings()
    settings.cooldownNanoseconds = 7
    settings.probationNanoseconds = 9
    return settings
  }

  @Test("RISK-03 No stage goes on before its time, and what latched never does")
  func early() {
    let before = Instant(nanoseconds: 99)
    #expect(Self.states.allSatisfy { $0.next(at: before, settings) == nil })
  }

  @Test("RISK-03 Tripped cools down, then one open is tried, then all is normal")
  func late() {
    let expected: [BreakerState?] = [
      nil, .cooldown(.network, until: Instant(nanoseconds: 107)), nil,
      .probation(.network, until: Instant(nanoseconds: 109), probe: nil), .normal, .normal,
    ]
    #expect(Self.states.map { $0.next(at: Self.end, settings) } == expected)
  }

  @Test("RISK-03 Only on probation is an open tried, and the last that left is the one")
  func probe() {
    let after = Self.states.map { state in
      var next = state
      next.tryNext(Self.other)
      return next
    }
    let tried = BreakerState.probation(.network, until: Self.end, probe: Self.other)

    #expect(after == Self.states.dropLast(2) + [tried, tried])
    #expect(after.map { $0.tries(Self.other) } == [false, false, false, false, true, true])
    #expect(Self.states.map { $0.tries(Self.order) } == [false, false, false, false, false, true])
  }

  @Test("RISK-03 What is shown of the breaker follows from its state alone")
  func shown() {
    #expect(
      Self.states.map(\.stage) == [
        .normal, .tripped, .tripped, .cooldown, .probation, .probation,
      ])
    #expect(
      Self.states.map(\.cause) == [nil, .network, .loss, .network, .network, .network])
    #expect(
      Self.states.map(\.until) == [
        .distantFuture, Self.end, .distantFuture, Self.end, Self.end, Self.end,
      ])
  }
}
