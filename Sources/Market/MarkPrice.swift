/// A venue's mark price: positions are valued at it, and stops can be triggered by it.
///
/// It is finer than a tick, and is stored and compared so. When it becomes money it is rounded to a
/// tick against the holder of the position.
@frozen public struct MarkPrice: Hashable, Sendable, Codable {
  /// The number of parts in a tick.
  public static let partsPerTick: Int64 = 1_000_000_000

  /// The whole ticks below it or at it, at least one.
  public let ticks: Int64
  /// How far it is above those ticks, in 10⁻⁹ of a tick.
  public let parts: Int64

  /// - Returns: nil unless the price is at least one tick and at most ``Price/maximumTicks``, and
  ///   the parts are less than a tick.
  @inlinable public init?(ticks: Int64, parts: Int64 = 0) {
    guard ticks > 0, ticks < Price.maximumTicks || ticks == Price.maximumTicks && parts == 0,
      (0..<MarkPrice.partsPerTick).contains(parts)
    else { return nil }
    self.ticks = ticks
    self.parts = parts
  }

  /// The last whole tick that is not above it.
  @inlinable public var floor: Price { Price(ticks: ticks) }
  /// The first whole tick that is not below it.
  @inlinable public var ceiling: Price { parts == 0 ? floor : Price(ticks: ticks &+ 1) }

  /// The price at which a position is valued: never more than it is worth.
  @inlinable public func price(valuing position: Position) -> Price {
    position.steps < 0 ? ceiling : floor
  }
}

extension MarkPrice: Comparable {
  @inlinable public static func < (left: MarkPrice, right: MarkPrice) -> Bool {
    (left.ticks, left.parts) < (right.ticks, right.parts)
  }
}
