import Market

/// What happens when a cap is reached.
public enum CapAction: UInt8, CaseIterable, Sendable, Codable {
  /// The order is not sent.
  case refuse
  /// No more opens until the operator unfreezes; working opens are pulled.
  case stopOpens
  /// The position is closed, then opens stay frozen.
  case flatten
}

/// Caps and what they do.
public struct RiskSettings: Hashable, Sendable, Codable {
  /// The most that may be held either way if everything live filled, in the base asset.
  public var maximumPosition: DecimalNumber?
  public var maximumPositionAction = CapAction.refuse
  public var maximumOpenOrders: Int?
  public var maximumOpenOrdersAction = CapAction.refuse
  /// Of one order, in the quote currency.
  public var maximumOrderNotional: DecimalNumber?
  public var maximumOrderNotionalAction = CapAction.refuse
  /// What opens may spend, fees included, in the quote currency; no limit where nothing.
  public var quoteBudget: DecimalNumber?
  /// Sells need the base asset at hand.
  public var requireBaseForShort = false
  /// The base asset at hand at the start.
  public var baseBudget = DecimalNumber(mantissa: 0, decimals: 0)
  /// Whether a freeze leaves working opens where they are instead of pulling them.
  public var freezeHolds = false
  /// Slippage limits of a flatten against the opposite best, tried in turn.
  public var flattenSlippage = [
    BasisPoints(hundredths: 500), BasisPoints(hundredths: 1_000), BasisPoints(hundredths: 2_500),
    BasisPoints(hundredths: 10_000),
  ]
  /// The most one slice of a flatten trades, in the quote currency; all at once where nothing.
  public var flattenSlice: DecimalNumber? = DecimalNumber(mantissa: 25_000, decimals: 0)
  public var losses = LossSettings()
  public var breaker = BreakerSettings()
  public var deadMan = DeadManSettings()

  public init() {}

  /// How many limits a flatten may be given.
  public static let flattenTries = 1...16
}

/// The losses, the margin use and the single orders that are too much, and what happens then.
public struct LossSettings: Hashable, Sendable, Codable {
  /// The most that may be lost since midnight UTC, unrealised included, in the quote currency.
  public var maximumDayLoss: DecimalNumber?
  public var maximumDayLossAction = CapAction.stopOpens
  /// The most that net profit may fall from its high-water mark, in the quote currency.
  public var maximumDrawdown: DecimalNumber?
  /// The same as a share of the equity that the account had at that mark; where both are set the
  /// lesser counts.
  public var maximumDrawdownShare: BasisPoints?
  public var maximumDrawdownAction = CapAction.stopOpens
  /// The most of the account's equity that may be used as margin.
  public var maximumMarginUse: BasisPoints?
  public var maximumMarginUseAction = CapAction.refuse
  /// The most that the live opens of one side may add up to, in the base asset.
  public var maximumSideExposure: DecimalNumber?
  public var maximumSideExposureAction = CapAction.refuse
  /// The most one order may be for, in the base asset.
  public var maximumOrderSize: DecimalNumber?
  public var maximumOrderSizeAction = CapAction.refuse
  /// The furthest from the mid an open may be priced, and anything may take.
  public var priceCollar: BasisPoints? = BasisPoints(hundredths: 200_000)
  /// The most orders that may be sent within ten seconds.
  public var maximumOrderRate: Int? = 500
  /// What opens leave free of that rate for exits and stops.
  public var rateReserve = BasisPoints(hundredths: 250_000)

  public init() {}
}

/// When the circuit breaker trips, and how it comes back.
public struct BreakerSettings: Hashable, Sendable, Codable {
  /// So many errors in a row trip it; network errors twice as many, "too many requests" at once.
  public var threshold = 5
  /// Errors further apart than this are not in a row, in nanoseconds.
  public var windowNanoseconds: Int64 = 60_000_000_000
  /// Once tripped it waits for so long a time without another error, in nanoseconds.
  public var quietNanoseconds: Int64 = 5_000_000_000
  /// Then nothing is sent for this long, in nanoseconds.
  public var cooldownNanoseconds: Int64 = 60_000_000_000
  /// Then one rung is tried; if nothing goes wrong for this long it is over, in nanoseconds.
  public var probationNanoseconds: Int64 = 30_000_000_000

  public init() {}
}

/// The switch that lets the venue cancel everything by itself when it hears nothing from us.
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
