/// A price, counted in the smallest step its instrument can quote.
///
/// - Unit: the instrument's tick (``Instrument/tick``), in the quote currency.
/// - Range: strictly positive and below 2⁴⁷, the widest price a ``MarketChange`` can carry.
@frozen public struct Price: Hashable, Comparable, Sendable, Codable {
  public let ticks: Int64

  /// The largest price any instrument may have, in ticks.
  public static let maximumTicks: Int64 = (1 << 47) - 1

  /// Makes a price from our own arithmetic; a price that isn't positive is our bug.
  @inlinable public init(ticks: Int64) {
    precondition(ticks > 0, "a price is positive; check the caller, not the data")
    self.ticks = ticks
  }

  /// Makes a price from data; nil if the count is out of range.
  @inlinable public init?(checking ticks: Int64) {
    guard ticks > 0, ticks <= Price.maximumTicks else { return nil }
    self.ticks = ticks
  }

  @inlinable public static func < (left: Price, right: Price) -> Bool { left.ticks < right.ticks }

  /// Whether this price is better than another for the owner of an order on `side`: higher for a
  /// buy, lower for a sell.
  @inlinable public func isBetter(than other: Price, for side: Side) -> Bool {
    side == .buy ? ticks > other.ticks : ticks < other.ticks
  }

  /// Returns the price `count` ticks away in the direction that is worse for an order on `side`;
  /// nil if no price is left there.
  @inlinable public func away(by count: Int64, for side: Side) -> Price? {
    Price(checking: ticks &- side.sign &* count)
  }
}
