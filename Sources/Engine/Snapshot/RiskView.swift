import Market

/// How close the caps on losses, margin and sending are.
public struct RiskView: Equatable, Sendable {
  /// Net profit since midnight UTC, including unrealised; nil while there is a position and no
  /// mark.
  public var dayProfit: ExactMoney?
  public var maximumDayLoss: ExactMoney?
  /// The part of it that counts towards the cap: all of it, or what came after the operator last
  /// cleared a loss.
  public var countedDayProfit: ExactMoney?
  /// How far net profit is below its high-water mark now.
  public var drawdown: ExactMoney?
  /// The largest allowed drawdown, from the configured amount or share of equity. Nil if no cap is
  /// set, or if equity is unknown and no amount is set.
  public var maximumDrawdown: ExactMoney?
  /// The share of equity used as margin, as last reported by the venue.
  public var marginUse: BasisPoints?
  public var maximumMarginUse: BasisPoints?
  /// Since when entries of a side have waited for margin; nil if they do not.
  public var waitsForMargin = PerSide<Instant?>(nil)
  /// The price at which the venue would liquidate the position.
  public var liquidationPrice: Price?
  /// Orders sent within the last ten seconds, and the limit up to which entries may raise that.
  public var sentInTenSeconds = 0
  public var sendCap: Int?
  /// Position divided by maximum position, in hundredths of a basis point; 0 if skew is off.
  public var skew = BasisPoints.zero
  /// The side whose rungs shrink and move out because of skew; nil if none.
  public var heavySide: Side?

  public init() {}
}
