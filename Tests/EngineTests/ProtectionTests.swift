import Market
import Testing

@testable import Engine

@Suite("Whether a lot lacks its stop")
struct ProtectionTests {
  private static let all: [Protection] = [
    .covered, .lacking(since: .second(3)), .told(since: .second(3), holdsEntries: false),
    .told(since: .second(3), holdsEntries: true), .lacking(since: .second(4)),
  ]

  @Test("EXIT-11 Since when a lot lacks a part of its stop is known until it is covered")
  func since() {
    let since: [Instant?] = [nil, .second(3), .second(3), .second(3), .second(4)]
    #expect(Self.all.map(\.since) == since)
  }

  @Test("EXIT-13 Entries wait for a lot only after the alarm, and only where that says so")
  func holds() {
    #expect(Self.all.map(\.holdsEntries) == [false, false, false, true, false])
  }
}
