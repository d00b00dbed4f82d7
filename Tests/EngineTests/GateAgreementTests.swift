import Market
import Testing
import Venue

@testable import Engine

@Suite("Gates asked and gates that decide")
struct GateAgreementTests {
  private static let events: [@Sendable (inout Desk) -> Void] = [
    { $0.command(.pause(.buy)) },
    { $0.fill(1, 5) },
    { $0.command(.complete(.sell)) },
    { $0.command(.freeze) },
    { $0.book(1_003, 1_002) },
    { $0.pass(milliseconds: 60_000) },
    { $0.say(.failed($0.id(2), .cancel, .throttled)) },
  ]

  @Test(
    "CONSOLE-09 The first gate that an explanation finds shut is the one that the decision names",
    arguments: 0..<(1 << events.count))
  func firstShut(_ chosen: Int) throws {
    var desk = try Desk.withStops(minimumNotional: 2_000) {
      $0.risk.maximumOpenOrders = 4
      $0.risk.losses.maximumOrderSize = amount(7)
      $0.risk.losses.priceCollar = BasisPoints(hundredths: 30_000)
      $0.market.staleAfterNanoseconds = 10_000_000_000
    }
    for (place, event) in Self.events.enumerated() where chosen & (1 << place) != 0 {
      event(&desk)
    }
    for side in Side.allCases {
      for ticks in [900, 990, 998, 1_000, 1_010, 1_090] as [Int64] {
        for steps in [1, 5, 9] as [Int64] {
          let open = AskedOpen(
            side: side, price: Price(ticks: ticks), quantity: Quantity(steps: steps),
            purpose: .manual)
          var deciding = desk.engine
          let decided = deciding.shutGate(open)
          #expect(desk.engine.readings(open).first { $0.state == .shut } == decided)
        }
      }
      for rung in desk.engine.grid.ladder.rungs[side] {
        var deciding = desk.engine
        let decided = deciding.shutGate(AskedOpen(side, rung))
        #expect(desk.engine.firstShut(for: rung, side) == decided)
      }
    }
  }
}
