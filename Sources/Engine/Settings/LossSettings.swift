import Market

/// The losses, the margin use and the single orders that are too much, and what happens then.
public struct LossSettings: Hashable, Sendable {
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
