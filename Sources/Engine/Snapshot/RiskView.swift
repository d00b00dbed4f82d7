import Market

/// How near the caps on losses, margin and sending are.
public struct RiskView: Equatable, Sendable {
  /// Net profit since midnight UTC, unrealised included; nothing while there is a position and no
  /// mark.
  public var dayProfit: ExactMoney?
  public var maximumDayLoss: ExactMoney?
  /// What of it counts towards the cap: since the operator last cleared a loss, or all of it.
  public var countedDayProfit: ExactMoney?
  /// How far net profit is under its high-water mark now.
  public var drawdown: ExactMoney?
  /// The most it may fall from there, by the amount or the share of equity that is set; nothing also
  /// where the equity is not known.
  public var maximumDrawdown: ExactMoney?
  /// The part of the equity used as margin, as the venue last said.
  public var marginUse: BasisPoints?
  public var maximumMarginUse: BasisPoints?
  /// Since when the opens of a side wait since the venue's margin did not carry one.
  public var waitsForMargin = PerSide<Instant?>(nil)
  /// Where the venue would take the position over.
  public var liquidationPrice: Price?
  /// Orders sent within ten seconds, and how many opens may make it.
  public var sentInTenSeconds = 0
  public var sendCap: Int?
  /// Position over maximum position, in hundredths of a basis point; zero where skew is off.
  public var skew = BasisPoints.zero
  /// The side whose rungs shrink and move out because of it.
  public var heavySide: Side?

  public init() {}
}
