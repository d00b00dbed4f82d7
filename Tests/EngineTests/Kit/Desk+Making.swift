import Market
import Venue

@testable import Engine

/// Desks that tests begin with.
extension Desk {
  /// A desk whose four rungs stand: buys 1 and 2 at 990 and 980, sells 3 and 4 at 1,010 and 1,020.
  static func standing(
    minimumNotional: Int64 = 0, makerFee: Int64 = 0, takerFee: Int64 = 0, tickDecimals: Int = 0,
    capabilities: VenueCapabilities = Desk.capabilities,
    change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var desk = try Desk(
      minimumNotional: minimumNotional, makerFee: makerFee, takerFee: takerFee,
      tickDecimals: tickDecimals, capabilities: capabilities, change: change)
    desk.book(999, 1_001)
    desk.accept(1, 2, 3, 4)
    return desk
  }

  /// The same where lots have stops two per cent away, which the venue can hold.
  static func withStops(
    minimumNotional: Int64 = 0, triggers: TriggerReferences = [.mark, .last],
    amendsInPlace: Bool = true, change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var capabilities = Desk.capabilities
    capabilities.triggerReferences = triggers
    capabilities.amendIsCancelReplace = !amendsInPlace
    return try Desk.standing(minimumNotional: minimumNotional, capabilities: capabilities) {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
  }

  /// A desk at the start: nothing is answered unless a test says so.
  static func starting(_ change: (inout EngineSettings) -> Void = { _ in }) throws -> Desk {
    var desk = try Desk(isReconciled: false) {
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    return desk
  }

  /// The same behind another engine, whose last order had a number.
  static func following(_ lastNumber: UInt64) throws -> Desk {
    var desk = try Desk.starting()
    desk.engine = try Engine(
      instrument: desk.engine.instrument, settings: desk.engine.settings,
      capabilities: Desk.capabilities, bookSource: .depth, lastNumber: lastNumber)
    desk.book(999, 1_001)
    return desk
  }

  /// A desk with four accepted rungs that agreed with the venue once, and that the venue's list shows.
  static func settled(
    capabilities: VenueCapabilities = Desk.capabilities,
    _ change: (inout EngineSettings) -> Void = { _ in }
  ) throws -> Desk {
    var desk = try Desk.standing(capabilities: capabilities) {
      $0.market.staleAfterNanoseconds = 0
      change(&$0)
    }
    desk.isObliging = false
    desk.confirm()
    return desk
  }

  /// The venue's list shows every open as the desk has it, and was asked for after all that happened.
  mutating func confirm() {
    let asked = now.advanced(byNanoseconds: 1)
    answer(.openOrders(standing, asOf: asked, asked: asked))
  }
}

/// So many whole units, as a setting.
func amount(_ count: Int64) -> DecimalNumber { DecimalNumber(mantissa: count, decimals: 0) }

/// An amount in tenths of tick × step.
func tenths(_ units: Int64) -> ExactMoney { ExactMoney(units: Int128(units) * 10_000_000) }

/// An amount in whole units of tick × step.
func whole(_ units: Int64) -> ExactMoney { ExactMoney(Money(units: units)) }
