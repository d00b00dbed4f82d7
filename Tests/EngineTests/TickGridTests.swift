import Market
import Testing
import Venue

@testable import Engine

/// A market at 12,346 with one decimal, at a venue that takes five significant figures: a price is a
/// whole number there, ten ticks.
@Suite("Prices the venue takes")
struct TickGridTests {
  private func desk(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.significantFigures = 5
    var desk = try Desk(tickDecimals: 1, capabilities: capabilities) {
      $0.grid.spacing = .ticks(15)
      $0.market.staleAfterNanoseconds = 0
      $0.market.pullAfterNanoseconds = 0
      $0.entries.leastDistance = .zero
      change(&$0)
    }
    desk.book(123_450, 123_470)
    return desk
  }

  private func prices(_ desk: Desk) -> [Int64] {
    desk.placed.sorted { $0.key < $1.key }.compactMap { $0.value.limit?.ticks }
  }

  @Test("GRID-08 OPEN-06 Rungs keep to the venue's significant figures, snapped away from crossing")
  func rungs() throws {
    let desk = try desk()
    #expect(prices(desk) == [123_450, 123_430, 123_480, 123_500])
    let snapped = try self.desk { $0.grid.progression = .geometric }
    #expect(prices(snapped).count == 4)
    #expect(prices(snapped).allSatisfy { $0 % 10 == 0 })
  }

  @Test("GRID-05 Three ticks apart are three steps of what a price may be there")
  func floors() throws {
    let desk = try desk { $0.grid.floorTicks = 3 }
    #expect(prices(desk) == [123_420, 123_390, 123_480, 123_510])
  }

  /// Rungs three ticks apart, on either side of the price from which on a tick is ten of them.
  private func coarse() throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.significantFigures = 5
    var desk = try Desk(tickDecimals: 1, capabilities: capabilities) {
      $0.grid.levels = 40
      $0.grid.spacing = .ticks(3)
      $0.grid.floorTicks = 3
    }
    desk.book(99_980, 99_982)
    return desk
  }

  @Test("GRID-05 Where the tick grows, rungs keep three of the larger ones apart")
  func coarser() throws {
    let desk = try coarse()
    let sells = desk.snapshot.grid.rungs.filter { $0.side == .sell }.map(\.price.ticks)
    #expect(Array(sells.prefix(6)) == [99_984, 99_987, 99_990, 99_993, 99_996, 99_999])
    #expect(Array(sells.dropFirst(6)) == [100_050, 100_080, 100_110])
    let buys = desk.snapshot.grid.rungs.filter { $0.side == .buy }.map(\.price.ticks)
    #expect(buys.count == 40 && zip(buys, buys.dropFirst()).allSatisfy { $0 - $1 == 3 })
  }

  /// A grid around an anchor near 100,000, where the tick grows from one to ten.
  private func seam(
    anchor: Int64, spacing: Int64, least: Int64,
    _ progression: GridSettings.Progression = .arithmetic
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.significantFigures = 5
    var desk = try Desk(tickDecimals: 1, capabilities: capabilities) {
      $0.grid.levels = 12
      $0.grid.spacing = .ticks(spacing)
      $0.grid.floorTicks = least
      $0.grid.progression = progression
      $0.grid.anchoring = .full
    }
    desk.book(anchor - 1, anchor + 1)
    return desk
  }

  private func rungs(_ desk: Desk, _ side: Side) -> [Int64] {
    desk.snapshot.grid.rungs.filter { $0.side == side }.map(\.price.ticks)
  }

  @Test("GRID-05 Where the tick grows, a rung that would stand beside another is left out")
  func besideAnother() throws {
    let near = rungs(try seam(anchor: 100_019, spacing: 10, least: 1), .buy)
    #expect(near.prefix(3) == [100_000, 99_989, 99_979], "and none at 99,999")
    let wide = rungs(try seam(anchor: 100_067, spacing: 30, least: 3), .buy)
    #expect(wide.prefix(3) == [100_030, 100_000, 99_977])
  }

  @Test(
    "GRID-05 Rungs run away from the market, never nearer to each other than half a spacing",
    arguments: GridSettings.Progression.allCases)
  func apart(progression: GridSettings.Progression) throws {
    let cases = [(3, 1), (10, 1), (10, 3), (20, 2), (30, 3), (25, 1)] as [(Int64, Int64)]
    for (spacing, least) in cases {
      for anchor in stride(from: 99_941 as Int64, through: 100_179, by: 3) {
        let desk = try seam(anchor: anchor, spacing: spacing, least: least, progression)
        for side in Side.allCases {
          let prices = rungs(desk, side)
          for (near, far) in zip(prices, prices.dropFirst()) {
            #expect(
              2 * side.sign * (near - far) > desk.engine.grid.levels.spacing.sides[side] - 2,
              "\(side) \(near), \(far) of \(spacing) around \(anchor)")
          }
        }
      }
    }
  }

  @Test("OPEN-06 OPEN-10 Attempts, takers and orders by hand keep to the significant figures")
  func opens() throws {
    #expect(try prices(desk { $0.entries.mode = .cycle }) == [123_440, 123_480])
    let shared = try desk {
      $0.entries.mode = .cycle
      $0.entries.baseOffset = BasisPoints(hundredths: 120)
    }
    #expect(prices(shared) == [123_430, 123_490])
    let taker = try desk {
      $0.entries.mode = .cycle
      $0.entries.style = .taker
      $0.grid.direction = .long
    }
    #expect(prices(taker) == [123_590], "ten basis points and no further")
    var hand = try desk()
    hand.accept(1, 2, 3, 4)
    #expect(hand.command(.placeManual(.buy, Price(ticks: 123_417))) == ["+5 buy 5@123410"])
    hand.accept(5)
    #expect(hand.command(.moveOrder(hand.id(5), Price(ticks: 123_408))) == ["-5"])
    #expect(hand.cancelled(5) == ["+6 buy 5@123400"])
  }

  @Test("RISK-04 ORDER-10 A flatten's slices and a completion keep to the significant figures")
  func slices() throws {
    var flat = try desk()
    flat.accept(1, 2, 3, 4)
    flat.fill(1, 5)
    flat.accept(5)
    flat.command(.flatten)
    for order in [2, 3, 4] as [UInt64] { flat.cancelled(order) }
    #expect(flat.cancelled(5) == ["+6 sell 2@123390 ioc reduce"])
    var whole = try desk { $0.entries.timeoutNanoseconds = 1_000_000_000 }
    whole.accept(1, 2, 3, 4)
    whole.fill(1, 5)
    whole.accept(5)
    whole.command(.complete(.sell))
    for order in [2, 3, 4] as [UInt64] { whole.cancelled(order) }
    whole.accept(6)
    whole.pass(milliseconds: 1_000)
    whole.cancelled(6)
    whole.cancelled(5)
    #expect(whole.placed.values.contains { $0.id.purpose == .completion && $0.timeInForce.mayTake })
    #expect(prices(whole).allSatisfy { $0 % 10 == 0 })
  }

  @Test("GRID-12 A paired take-profit lies on the rung beside its own where the tick is coarser")
  func pairedBeyond() throws {
    let desk = try coarse()
    let sells = desk.snapshot.grid.rungs.filter { $0.side == .sell }.map(\.price.ticks).sorted()
    let coarse = sells.filter { $0 > 100_000 }
    #expect(coarse.count > 1)
    for (rung, beside) in zip(coarse.dropFirst(), coarse) {
      let exit = desk.engine.exitPrice(opened: .sell, entry: Price(ticks: rung))
      #expect(exit == Price(ticks: beside), "of \(rung)")
    }
  }
}
