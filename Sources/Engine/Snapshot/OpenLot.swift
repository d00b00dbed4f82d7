import Market

/// An open lot as records keep it.
public struct OpenLot: Equatable, Sendable {
  public var id: PositionID
  public var side: Side
  public var rung: Price
  public var openedAt: Instant
  /// Average entry of what is open, to the nearest tick.
  public var entry: Price
  public var open: Quantity
  public var closed: Quantity
  /// Profit of what was closed, before fees.
  public var realised: ExactMoney
  /// All fees so far, and the part of them that belongs to what is still open.
  public var fees: ExactMoney
  public var openFees: ExactMoney
  /// Funding received less paid, and the part of it that belongs to what is still open.
  public var funding: ExactMoney
  public var openFunding: ExactMoney
  public var takeProfit: Price
  /// The price that triggers its stop; nil if it has none, or that is not known yet.
  public var stop: Price?
  public var isStopTriggered: Bool
  /// The part that no order of that kind covers, so that the engine watches its price.
  public var watchedTakeProfit: Quantity
  public var watchedStop: Quantity
  public var role: LotView.Role
  /// Why it is being closed at the market; nil if it is not.
  public var closing: CloseCause?
  /// Since when a part of it that should have a stop is unprotected; nil if none is.
  public var unprotectedSince: Instant?
}
