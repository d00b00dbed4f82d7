import Market
import Testing
import Venue

@testable import Engine

@Suite("How an exit may go out")
struct ExitRoomTests {
  private struct Case {
    let room: ExitRoom
    let steps: Int64
    let out: Int64
    let isPlain: Bool
  }

  /// Every small room with every small exit.
  private static let all: [Case] = (-2...5).flatMap { held in
    (0...5).flatMap { out in
      (0...2).flatMap { others in
        (1...5).flatMap { steps in
          [(false, false), (false, true), (true, false), (true, true)].map { isPlain, detached in
            Case(
              room: .holding(held, others: others, hasDetached: detached), steps: steps, out: out,
              isPlain: isPlain)
          }
        }
      }
    }
  }

  private func form(_ one: Case, _ setup: Setup) -> ExitForm {
    setup.exitForm(one.steps, out: one.out, isPlain: one.isPlain, one.room)
  }

  @Test(
    "EXIT-07 In one direction exits are reduce-only and never exceed the position",
    arguments: Side.allCases)
  func oneDirection(side: Side) throws {
    let setup = try Setup.tabled { $0.grid.direction = side.onlyDirection }

    for one in Self.all {
      let form = form(one, setup)
      let free = max(0, one.room.held - one.out - one.room.others)
      #expect(form.isReduceOnly)
      #expect(form.quantity.steps == min(one.steps, free), "\(one)")
      #expect(form.isShort == (one.steps > free), "\(one)")
    }
  }

  @Test("EXIT-07 A neutral grid's exit is whole, and reduce-only just where the position covers it")
  func neutral() throws {
    let setup = try Setup.tabled()

    for one in Self.all {
      let covers = !one.isPlain && one.room.held - one.out - one.room.others >= one.steps
      let whole = Quantity(steps: one.steps)
      let expected =
        covers
        ? ExitForm(quantity: whole, isReduceOnly: true)
        : one.room.hasDetached ? ExitForm(isShort: true) : ExitForm(quantity: whole)
      #expect(form(one, setup) == expected, "\(one)")
    }
  }

  @Test("EXIT-07 Without reduce-only exits are whole and plain, and wait for those of no lot")
  func plain() throws {
    let venue = try Setup.tabled(capabilities: { $0.supportsReduceOnly = false })
    let set = try Setup.tabled { $0.exits.reduceOnlyWhereCovered = false }

    for one in Self.all {
      let whole = ExitForm(quantity: Quantity(steps: one.steps))
      let isHeld = one.room.hasDetached
      #expect(form(one, venue) == (isHeld ? ExitForm() : whole), "\(one)")
      #expect(form(one, set) == (isHeld ? ExitForm(isShort: true) : whole), "\(one)")
    }
  }

  @Test(
    "EXIT-01 What is under the minimum goes out only where it closes all, and the venue spares that"
  )
  func worthSending() throws {
    let spares = try Setup.tabled(
      minimum: 25_000, capabilities: { $0.minimumSparesWholeClose = true })
    let strict = try Setup.tabled(minimum: 25_000)
    func isSent(_ steps: Int64, _ setup: Setup, reduceOnly: Bool = true, of position: Int64) -> Bool
    {
      setup.isWorthSending(
        Quantity(steps: steps), at: Price(ticks: 10_000), isReduceOnly: reduceOnly,
        position: position)
    }

    #expect(isSent(3, strict, of: 9))
    #expect(!isSent(2, strict, of: 2))
    #expect(isSent(2, spares, of: 2))
    #expect(!isSent(2, spares, of: 3))
    #expect(!isSent(2, spares, reduceOnly: false, of: 2))
    #expect(!isSent(0, spares, of: 0))
  }

  @Test("EXIT-03 A sell too small at its worst price goes to a nearer one, where it is to be had")
  func nearer() throws {
    let setup = try Setup.tabled(minimum: 30_000)
    func limit(_ side: Side, _ steps: Int64, worst: Int64, best: Int64) -> Int64? {
      setup.sendableLimit(
        Quantity(steps: steps), worst: Price(ticks: worst), at: Price(ticks: best), for: side,
        isReduceOnly: true, position: 9)?.ticks
    }

    #expect(limit(.sell, 4, worst: 9_900, best: 10_000) == 9_900)
    #expect(limit(.sell, 3, worst: 9_900, best: 10_000) == 10_000)
    #expect(limit(.sell, 3, worst: 9_900, best: 9_999) == nil)
    #expect(limit(.sell, 0, worst: 9_900, best: 10_000) == nil)
    #expect(limit(.buy, 3, worst: 10_100, best: 10_000) == 10_100)
    #expect(limit(.buy, 3, worst: 9_900, best: 10_000) == nil)
  }

  @Test(
    "EXIT-01 A close is spared the minimum where it is reduce-only and closes all",
    arguments: Side.allCases)
  func closeLimit(side: Side) throws {
    func limit(
      _ change: (inout EngineSettings) -> Void = { _ in }, spares: Bool = true, held: Int64 = 2,
      isPlain: Bool = false, sparing: Bool = true
    ) throws -> Price? {
      let setup = try Setup.tabled(
        minimum: 25_000, change, capabilities: { $0.minimumSparesWholeClose = spares })
      return setup.closeLimit(
        side, 2, worst: side.at(-100), at: side.at(0), isPlain: isPlain, .holding(held),
        sparing: sparing)
    }

    #expect(try limit() == side.at(-100))
    #expect(try limit(spares: false) == nil)
    #expect(try limit(held: 3) == nil)
    #expect(try limit(held: 1) == nil)
    #expect(try limit(isPlain: true) == nil)
    #expect(try limit(sparing: false) == nil)
    #expect(try limit({ $0.exits.reduceOnlyWhereCovered = false }) == nil)
    #expect(try limit({ $0.grid.direction = side.onlyDirection }, isPlain: true) == side.at(-100))
  }

  @Test(
    "EXIT-03 A stop slips twice as far with each try, no further than is set",
    arguments: [
      (10_000, [10_000, 20_000, 40_000, 50_000, 50_000]),
      (0, [100, 200, 400, 800, 1_600]),
    ] as [(Int64, [Int64])])
  func escalation(slippage: Int64, expected: [Int64]) throws {
    let setup = try Setup.tabled { $0.exits.stop.slippage = BasisPoints(hundredths: slippage) }

    #expect((0...4).map { setup.escalated($0).hundredths } == expected)
    #expect(setup.escalated(16).hundredths == 50_000)
  }

  @Test("EXIT-03 A worst price is one the venue takes, no further across than may slip")
  func tickGrid() throws {
    let setup = try Setup.tabled(decimals: 2, capabilities: { $0.significantFigures = 3 })
    let share = BasisPoints(hundredths: 5_500)

    #expect(setup.worst(share, past: Price(ticks: 10_000), .buy).ticks == 9_950)
    #expect(setup.worst(share, past: Price(ticks: 10_000), .sell).ticks == 10_000)
    #expect(setup.worst(BasisPoints(hundredths: 1_000_000), past: Price(ticks: 9), .buy).ticks == 1)
  }
}
