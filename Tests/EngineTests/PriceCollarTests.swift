import Market
import Testing
import Venue

@testable import Engine

/// No order takes further past the mid than the price collar.
@Suite("Price collar of what takes")
struct PriceCollarTests {
  /// Long five at 990, with a collar of a tenth.
  private func long(
    collar: Int64 = 100_000, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var desk = try Desk.standing {
      $0.risk.losses.priceCollar = BasisPoints(hundredths: collar)
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.fill(1, 5)
    return desk
  }

  /// Takes the opens back, which would be in the way.
  private func pull(_ desk: inout Desk) {
    desk.command(.freeze)
    for number in 2...4 as ClosedRange<UInt64> { desk.cancelled(number) }
  }

  @Test("RISK-02 No slice of a flatten takes further past the mid than the collar")
  func flatten() throws {
    var desk = try long { $0.risk.flattenSlippage = [BasisPoints(hundredths: 300_000)] }
    desk.command(.flatten)
    var sent: [String] = []
    for number in desk.placed.keys.sorted() where number != 1 { sent += desk.cancelled(number) }
    #expect(sent == ["+6 sell 5@900 ioc reduce"], "not at 699, thirty per cent under the bid")
    #expect(desk.engine.recoveries[.collared] == 1)
    let line = try #require(desk.snapshot.log.last { $0.tag == .collared })
    #expect(line.price == Price(ticks: 900))
    #expect(line.reason == Reason(.beyondCollar, value: 700, limit: 1_000))
  }

  @Test("RISK-02 No close takes further past the mid than the collar")
  func close() throws {
    var desk = try long { $0.exits.closing.slippage = BasisPoints(hundredths: 200_000) }
    let lot = try #require(desk.snapshot.lots.first)
    pull(&desk)
    desk.accept(5)
    desk.command(.closeLot(lot.id))
    #expect(desk.cancelled(5) == ["+6 sell 5@900 ioc reduce"])
  }

  @Test("RISK-02 No stop that we send takes further past the mid than the collar")
  func stop() throws {
    var desk = try long {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.exits.stop.slippage = BasisPoints(hundredths: 300_000)
    }
    pull(&desk)
    desk.accept(5)
    var words = desk.book(959, 961)
    words += desk.cancelled(5)
    #expect(words.contains("+6 sell 5@864 ioc reduce"), "\(words)")
  }

  @Test("RISK-02 What lies within the collar is left as it is")
  func within() throws {
    var desk = try long { $0.risk.flattenSlippage = [BasisPoints(hundredths: 50_000)] }
    desk.command(.flatten)
    var sent: [String] = []
    for number in desk.placed.keys.sorted() where number != 1 { sent += desk.cancelled(number) }
    #expect(sent == ["+6 sell 5@950 ioc reduce"])
    #expect(desk.engine.recoveries[.collared] == 0)
  }
}
