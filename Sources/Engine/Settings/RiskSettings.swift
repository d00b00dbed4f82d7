import Market

/// What happens when a cap is reached.
public enum CapAction: UInt8, CaseIterable, Sendable, Codable {
  /// The order is not sent.
  case refuse
  /// No more entries until the operator unfreezes; working entries are cancelled.
  case stopOpens
  /// The position is closed; entries stay frozen afterwards.
  case flatten
}

/// Caps and their actions.
public struct RiskSettings: Hashable, Sendable, Codable {
  /// The largest position either way if every live order filled, in the base asset.
  public var maximumPosition: DecimalNumber?
  public var maximumPositionAction = CapAction.refuse
  public var maximumOpenOrders: Int?
  public var maximumOpenOrdersAction = CapAction.refuse
  /// Of one order, in the quote currency.
  public var maximumOrderNotional: DecimalNumber?
  public var maximumOrderNotionalAction = CapAction.refuse
  /// What entries may spend, fees included, in the quote currency; nil sets no limit.
  public var quoteBudget: DecimalNumber?
  /// Sells need the base asset on the account.
  public var requireBaseForShort = false
  /// The base asset on the account at the start.
  public var baseBudget = DecimalNumber(mantissa: 0, decimals: 0)
  /// Whether a freeze leaves working entries in place instead of cancelling them.
  public var freezeHolds = false
  /// Slippage limits of a flatten against the opposite best, tried in turn.
  public var flattenSlippage = [
    BasisPoints(hundredths: 500), BasisPoints(hundredths: 1_000), BasisPoints(hundredths: 2_500),
    BasisPoints(hundredths: 10_000),
  ]
  /// The most one slice of a flatten trades, in the quote currency; nil trades all at once.
  public var flattenSlice: DecimalNumber? = DecimalNumber(mantissa: 25_000, decimals: 0)
  public var losses = LossSettings()
  public var breaker = BreakerSettings()
  public var deadMan = DeadManSettings()

  public init() {}

  /// The number of limits that a flatten may be given.
  public static let flattenTries = 1...16
}

/// Caps on losses, on margin use and on single orders, and their actions.
public struct LossSettings: Hashable, Sendable, Codable {
  /// The most that may be lost since midnight UTC, unrealised included, in the quote currency.
  public var maximumDayLoss: DecimalNumber?
  public var maximumDayLossAction = CapAction.stopOpens
  /// The most that net profit may fall from its high-water mark, in the quote currency.
  public var maximumDrawdown: DecimalNumber?
  /// The same as a share of the account's equity at that mark; if both are set, the lesser counts.
  public var maximumDrawdownShare: BasisPoints?
  public var maximumDrawdownAction = CapAction.stopOpens
  /// The most of the account's equity that may be used as margin.
  public var maximumMarginUse: BasisPoints?
  public var maximumMarginUseAction = CapAction.refuse
  /// The most that the live entries of one side may add up to, in the base asset.
  public var maximumSideExposure: DecimalNumber?
  public var maximumSideExposureAction = CapAction.refuse
  /// The largest size of one order, in the base asset.
  public var maximumOrderSize: DecimalNumber?
  public var maximumOrderSizeAction = CapAction.refuse
  /// The furthest from the mid that an entry may be priced, or that any order may take.
  public var priceCollar: BasisPoints? = BasisPoints(hundredths: 200_000)
  /// The most orders that may be sent within ten seconds.
  public var maximumOrderRate: Int? = 500
  /// The part of that rate that entries leave free for exits and stops.
  public var rateReserve = BasisPoints(hundredths: 250_000)

  public init() {}
}

/// When the circuit breaker trips, and how it comes back.
public struct BreakerSettings: Hashable, Sendable, Codable {
  /// This number of errors in a row trips it: twice as many for network errors, one for "too many
  /// requests".
  public var threshold = 5
  /// Errors further apart than this are not in a row, in nanoseconds.
  public var windowNanoseconds: Int64 = 60_000_000_000
  /// Once tripped it waits for this time without another error, in nanoseconds.
  public var quietNanoseconds: Int64 = 5_000_000_000
  /// Then no entry is sent for this time, in nanoseconds.
  public var cooldownNanoseconds: Int64 = 60_000_000_000
  /// Then one entry is tried; if nothing goes wrong for this time, the breaker is normal again, in
  /// nanoseconds.
  public var probationNanoseconds: Int64 = 30_000_000_000

  public init() {}
}

/// The switch that lets the venue cancel all orders by itself when it hears nothing from us.
public struct DeadManSettings: Hashable, Sendable, Codable {
  public var isOn = false
  /// How long the venue waits for a sign of life before it cancels all orders, in nanoseconds.
  public var afterNanoseconds: Int64 = 60_000_000_000
  /// It is armed even while lots rely on stops at the venue, which it would cancel too.
  public var stripsStops = false

  public init() {}
}

extension SettingRange {
  static let risk: [SettingRange] = [
    .init(\.risk.maximumOpenOrders, 1...100_000),
    .init(each: \.risk.flattenSlippage, .share),
    .init(\.risk.losses.maximumDrawdownShare, .someShare),
    .init(\.risk.losses.maximumMarginUse, .someShare),
    .init(\.risk.losses.priceCollar, .someShare),
    .init(\.risk.losses.maximumOrderRate, 1...100_000),
    .init(\.risk.losses.rateReserve, .share),
    .init(\.risk.breaker.threshold, 1...1_000),
    .init(\.risk.breaker.windowNanoseconds, .upToADay),
    .init(\.risk.breaker.quietNanoseconds, .upToADay),
    .init(\.risk.breaker.cooldownNanoseconds, .upToADay),
    .init(\.risk.breaker.probationNanoseconds, .upToADay),
    .init(\.risk.deadMan.afterNanoseconds, 5_000_000_000...86_400_000_000_000),
  ]
}
