import Market
import Testing
import Venue

@testable import Engine

@Suite("The venue's clock")
struct VenueClockTests {
  private static let second: Int64 = 1_000_000_000

  private func desk() throws -> Desk {
    var desk = try Desk {
      $0.market.life.pollNanoseconds = 3 * Self.second
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
    }
    desk.isObliging = false
    return desk
  }

  private func moment(_ seconds: Double) -> Instant {
    Instant(nanoseconds: Int64(seconds * 1_000_000_000))
  }

  /// The venue answers with the time it had so many milliseconds ago.
  private func answer(_ desk: inout Desk, agoMilliseconds: Int64, ahead: Int64 = 0) -> [String] {
    let then = desk.now.advanced(byNanoseconds: (ahead - agoMilliseconds) * 1_000_000)
    return desk.answer(.market(MarketStatus(phase: .trading, asOf: then)))
  }

  @Test("GRID-10 Answers slower than the questions are asked don't make agreeing clocks differ")
  func slowerThanAsked() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    for _ in 0..<20 {
      // Each answer takes two seconds each way; meanwhile nothing more is asked.
      while !desk.takeAsked().contains("market") { desk.pass(milliseconds: 100) }
      desk.pass(milliseconds: 4_000)
      #expect(!desk.takeAsked().contains("market"))
      #expect(answer(&desk, agoMilliseconds: 2_000).isEmpty)
      #expect(desk.snapshot.grid.block == nil)
    }
    let market = desk.snapshot.control.market
    #expect(market.clockSkewNanoseconds == 0)
    #expect(market.clockErrorNanoseconds == 2 * Self.second)
  }

  @Test("GRID-10 An answer that was long on its way says less, and stops opens only where certain")
  func vague() {
    var clock = VenueClock()
    let limit = Self.second
    _ = clock.ask(at: moment(10))
    clock.learn(moment(10.1), at: moment(10.2), limit: limit)
    #expect(clock.skew == 0)
    #expect(clock.exceeds(limit) == nil)

    _ = clock.ask(at: moment(20))
    clock.learn(moment(20), at: moment(24), limit: limit)
    #expect(clock.skew == 0 && clock.error == Self.second / 10, "it tells nothing new")

    _ = clock.ask(at: moment(30))
    clock.learn(moment(40), at: moment(34), limit: limit)
    #expect(clock.exceeds(limit) == 8 * Self.second, "six at the least")

    _ = clock.ask(at: moment(50))
    clock.learn(moment(51.3), at: moment(51), limit: limit)
    #expect(clock.skew == 800_000_000 && clock.exceeds(limit) == nil)
  }

  @Test("GRID-10 The first answer counts, however vague")
  func firstAnswer() {
    var clock = VenueClock()
    _ = clock.ask(at: moment(10))
    clock.learn(moment(10), at: moment(16), limit: Self.second)
    #expect(clock.skew == -3 * Self.second && clock.error == 3 * Self.second)
    #expect(clock.exceeds(Self.second) == nil)
  }

  @Test("GRID-10 One question is out at a time; after one that was given up one answer is ignored")
  func alone() {
    var clock = VenueClock()
    #expect([10, 11].map { clock.ask(at: moment($0)) } == [true, false])
    clock.learn(moment(10.1), at: moment(11.2), limit: Self.second)
    #expect(clock.skew == -500_000_000)
    clock.learn(moment(15), at: moment(11.3), limit: Self.second)
    #expect(clock.skew == -500_000_000, "nobody asked")

    _ = clock.ask(at: moment(20))
    clock.forgetQuestion()
    _ = clock.ask(at: moment(30))
    clock.learn(moment(30.1), at: moment(30.2), limit: Self.second)
    #expect(clock.skew == 0)

    #expect([40, 60].map { clock.ask(at: moment($0)) } == [true, true])
    clock.learn(moment(60.3), at: moment(60.2), limit: Self.second)
    #expect(clock.skew == 0, "it may be the answer to the first")
    _ = clock.ask(at: moment(70))
    clock.learn(moment(70.3), at: moment(70.2), limit: Self.second)
    #expect(clock.skew == 200_000_000)
  }

  @Test("GRID-10 A question that failed is no longer out")
  func failed() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.answer(.failed(.marketStatus, .lost))
    desk.pass(milliseconds: 3_000)
    #expect(answer(&desk, agoMilliseconds: 0, ahead: 1_500).count == 4)
    #expect(desk.snapshot.grid.block?.code == .clockSkewed)
  }

  @Test("GRID-10 The question of a silent market stream is counted like any other")
  func silentStream() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    #expect(answer(&desk, agoMilliseconds: 0).isEmpty)
    desk.takeAsked()
    for _ in 0..<12 {
      desk.pass(milliseconds: 3_000)
      let asked = desk.takeAsked().filter { $0 == "market" }
      // All arrive a second late; the second of two asked at once is measured by nothing.
      desk.time += Self.second
      for _ in asked { #expect(answer(&desk, agoMilliseconds: 500).isEmpty) }
    }
    let market = desk.snapshot.control.market
    #expect(abs(market.clockSkewNanoseconds ?? .max) <= market.clockErrorNanoseconds)
  }
}
