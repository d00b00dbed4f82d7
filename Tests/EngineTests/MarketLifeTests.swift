import Market
import Testing
import Venue

@testable import Engine

@Suite("Market life")
struct MarketLifeTests {
  private static let second: Int64 = 1_000_000_000

  private func desk(change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk {
      $0.market.life.pollNanoseconds = 10 * Self.second
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    return desk
  }

  /// The venue says what it does, and that its clock is so much ahead of ours.
  private func status(
    _ desk: Desk, _ phase: MarketStatus.Phase, endsInSeconds: Int64? = nil,
    clockAheadMilliseconds: Int64 = 0
  ) -> VenueAnswer {
    let asOf = desk.now.advanced(byNanoseconds: clockAheadMilliseconds * 1_000_000)
    return .market(
      MarketStatus(
        phase: phase,
        endsAt: endsInSeconds.map { asOf.advanced(byNanoseconds: $0 * Self.second) }, asOf: asOf))
  }

  @Test("GRID-10 The venue is asked whether the market trades, at the interval that is set")
  func polls() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.confirm()
    #expect(desk.takeAsked() == ["market"])
    let asked = desk.time
    desk.deadline()
    #expect(desk.time == asked + 10 * Self.second)
    #expect(desk.takeAsked() == ["market"])
  }

  @Test("GRID-10 Opens end the cutoff before a market's end, and working ones are pulled")
  func cutoff() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.answer(status(desk, .trading, endsInSeconds: 65)).isEmpty)
    #expect(desk.snapshot.control.market.opensEndInNanoseconds == 5 * Self.second)
    let answered = desk.time
    #expect(desk.deadline() == ["-1", "-2", "-3", "-4"])
    #expect(desk.time == answered + 5 * Self.second)
    #expect(desk.snapshot.grid.block?.code == .marketEnding)
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
  }

  @Test("GRID-10 The end is by the venue's clock: its difference from ours is measured")
  func venueTime() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.wait(milliseconds: 200)
    // Half of the 200 ms that the answer took is the way there.
    desk.answer(status(desk, .trading, endsInSeconds: 65, clockAheadMilliseconds: 400))
    #expect(desk.snapshot.control.market.clockSkewNanoseconds == 500_000_000)
    let answered = desk.time
    desk.deadline()
    #expect(desk.time == answered + 5 * Self.second - 100_000_000)
    #expect(desk.snapshot.grid.block?.code == .marketEnding)
  }

  @Test("GRID-10 A large difference of the clocks stops opens", arguments: [1_500, -1_500])
  func skewed(ahead: Int64) throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(
      desk.answer(status(desk, .trading, clockAheadMilliseconds: ahead)) == [
        "-1", "-2", "-3", "-4",
      ]
    )
    #expect(desk.snapshot.grid.block?.code == .clockSkewed)
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    desk.deadline()
    #expect(desk.answer(status(desk, .trading)).count == 4, "it was put right")
  }

  @Test(
    "GRID-10 A halted or closed market, known from a poll, gets no opens",
    arguments: [MarketStatus.Phase.halted, .closed])
  func ended(phase: MarketStatus.Phase) throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    #expect(desk.answer(status(desk, phase)) == ["-1", "-2", "-3", "-4"])
    #expect(desk.snapshot.control.alarms == (phase == .closed ? [.marketClosed] : []))
    for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(desk.book(998, 1_000).isEmpty)
    #expect(desk.answer(status(desk, .trading)).count == 4)
  }

  @Test("GRID-10 A market is taken for halted from a refusal, and the venue is asked at once")
  func refused() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.takeAsked()
    desk.reject(1, .marketClosed)
    #expect(desk.takeAsked() == ["market"])
    #expect(desk.snapshot.grid.block?.code == .marketHalted)
    #expect(desk.snapshot.control.market.phase == .halted)
  }

  @Test("GRID-10 A market the venue doesn't know has ended, whatever is sent")
  func unknown() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.reject(1, .unknownMarket)
    #expect(desk.snapshot.grid.block?.code == .marketClosed)
    #expect(desk.snapshot.control.alarms.contains(.marketClosed))
  }

  @Test("GRID-10 CONSOLE-09 What would let opens out again is the venue's word, or nothing")
  func changes() throws {
    for phase in [MarketStatus.Phase.halted, .closed, .trading] {
      var desk = try desk()
      desk.book(999, 1_001)
      desk.accept(1, 2, 3, 4)
      desk.answer(status(desk, phase, clockAheadMilliseconds: phase == .trading ? 2_000 : 0))
      for number in 1...4 as ClosedRange<UInt64> { desk.cancelled(number) }
      let explanation = desk.engine.explain(.price(.buy, Price(ticks: 990)))
      let asks = Explanation.Change.venueTells(desk.engine.market.life.pollAt)
      #expect(explanation.changes.first == (phase == .closed ? .marketIsOver : asks))
      #expect(explanation.changes.count == (phase == .closed ? 1 : 2), "the grid may move, too")
    }
    var crossed = try desk()
    crossed.book(999, 1_001)
    crossed.accept(1, 2, 3, 4)
    crossed.book(1_002, 1_001)
    crossed.cancelled(1, .byVenue)
    let explanation = crossed.engine.explain(.price(.buy, Price(ticks: 990)))
    #expect(explanation.changes.first == .bookReturns)
  }

  @Test("GRID-10 Lots are held at the end, or flattened at the cutoff, as the policy says")
  func policy() throws {
    for ending in LifeSettings.Ending.allCases {
      var desk = try desk { $0.market.life.ending = ending }
      desk.book(999, 1_001)
      desk.accept(1, 2, 3, 4)
      desk.fill(1, 5)
      desk.answer(status(desk, .trading, endsInSeconds: 61))
      desk.deadline()
      #expect((desk.snapshot.control.flatten == .idle) == (ending == .hold))
      #expect(desk.snapshot.control.alarms == (ending == .hold ? [] : [.marketEnding]))
    }
  }

  @Test("GRID-10 One question that is never answered does not end the measuring of the clock")
  func lostQuestion() throws {
    var desk = try Desk {
      $0.market.life.pollNanoseconds = 30_000_000_000
      $0.market.staleAfterNanoseconds = 0
    }
    desk.isObliging = false
    desk.book(999, 1_001)
    var questions = 0
    for second in 0..<300 {
      desk.pass(milliseconds: 1_000)
      for _ in desk.takeAsked().filter({ $0 == "market" }) {
        questions += 1
        if questions == 2 { continue }
        let ahead: Int64 = second < 100 ? 0 : 60_000
        desk.answer(status(desk, .trading, clockAheadMilliseconds: ahead))
      }
    }
    #expect(questions > 5)
    let skew = desk.snapshot.control.market.clockSkewNanoseconds ?? 0
    #expect(abs(skew - 60 * Self.second) < 1_000_000)
  }

  @Test("GRID-10 An end that is set counts where the venue tells none, or a later one")
  func endIsSet() throws {
    var desk = try desk { $0.market.life.endsAt = Instant(nanoseconds: 100 * Self.second) }
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    desk.answer(status(desk, .trading))
    #expect(
      desk.snapshot.control.market.endsAt == Instant(nanoseconds: 100 * Self.second))
    desk.answer(status(desk, .trading, endsInSeconds: 5_000))
    desk.pass(milliseconds: 38_000)
    #expect(desk.snapshot.grid.block == nil)
    desk.pass(milliseconds: 2_000)
    #expect(desk.snapshot.grid.block?.code == .marketEnding)
    #expect(desk.snapshot.pendingOpens.allSatisfy { $0.state == .cancelling })
  }

  @Test(
    "GRID-09 A tick that the venue contradicts is unknown: no rung is quoted, for a reason of its own"
  )
  func tickUnknown() throws {
    var desk = try desk()
    desk.book(999, 1_001)
    desk.accept(1, 2, 3)
    desk.reject(4, .invalidTickSize)
    #expect(
      desk.snapshot.grid.block == Reason(.tickUnknown, value: 60 * Self.second))
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).isEmpty)
    #expect(desk.snapshot.log.last?.reason?.code == .tickUnknown)
    #expect(desk.fill(1, 5).contains { $0.hasSuffix("reduce") }, "an exit goes")
    desk.pass(milliseconds: 59_000)
    desk.fills()
    #expect(desk.snapshot.grid.block?.code == .tickUnknown)
    desk.pass(milliseconds: 2_000)
    desk.book(999, 1_001)
    #expect(desk.snapshot.grid.block == nil, "it is tried again")
    #expect(desk.command(.placeManual(.buy, Price(ticks: 900))).count == 1)
  }

  @Test("GRID-10 A market that refused is tried after a minute where its status can't be asked")
  func reconsidered() throws {
    var desk = try desk { $0.market.life.pollNanoseconds = 0 }
    desk.book(999, 1_001)
    desk.accept(2, 3, 4)
    #expect(desk.reject(1, .marketClosed) == ["-2", "-3", "-4"])
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
    #expect(desk.pass(milliseconds: 59_900).isEmpty)
    desk.fills()
    #expect(desk.snapshot.grid.block?.code == .marketHalted)
    #expect(desk.pass(milliseconds: 100).count == 4)
    #expect(desk.snapshot.grid.block == nil)
  }
}
