import Market

/// How much of what a simulated venue lets an account do. Nothing is limited by default.
public struct LimitSettings: Hashable, Sendable {
  /// Open orders from which on reduce-only and trigger orders are refused; nothing where they count
  /// as any other.
  public var openOrdersForExits: Int?
  /// How far a limit may lie from the mark, in basis points of it, 1 to 100,000.
  public var priceBandBasisPoints: Int?
  /// The most a position may be worth with all orders of its side filled, in the quote currency.
  public var positionValue: DecimalNumber?
  /// Whether one order that has a form the venue doesn't take (tick grid, price band, size) lets the
  /// whole message be refused for its reason, instead of that order alone.
  public var refusesWholeMessages = false
  /// Weight a minute that messages and inquiries may have together.
  public var weightPerMinute: Int?
  /// Actions of the account before it has traded anything; it may send one more for every unit of
  /// the quote currency traded.
  public var actions: Int?

  public init() {}
}
