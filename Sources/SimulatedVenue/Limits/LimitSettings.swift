import Market

/// How much a simulated venue lets an account do. Nothing is limited by default.
public struct LimitSettings: Hashable, Sendable {
  /// The number of open orders from which on reduce-only and trigger orders are refused; nil if
  /// they count like any other.
  public var openOrdersForExits: Int?
  /// The largest distance of a limit from the mark, in basis points of the mark, 1 to 100,000; nil
  /// for no band.
  public var priceBandBasisPoints: Int?
  /// The most that a position may be worth with all orders of its side filled, in the quote
  /// currency; nil for no limit.
  public var positionValue: DecimalNumber?
  /// Whether one order with an invalid form (tick grid, price band, size) causes the whole message
  /// to be refused for its reason, instead of that order alone.
  public var refusesWholeMessages = false
  /// The weight per minute that messages and inquiries may have together; nil for no limit.
  public var weightPerMinute: Int?
  /// The actions of an account that has traded nothing yet; it gets one more for every unit of the
  /// quote currency traded. Nil for no limit.
  public var actions: Int?

  public init() {}
}
