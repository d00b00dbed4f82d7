/// A venue's mark price: what it values positions at and, where that is asked for, sets stops off by.
///
/// It is finer than a tick. It is kept so and compared so; where it becomes money it is rounded to a tick
/// against whoever holds the position.
@frozen public struct MarkPrice: Hashable, Sendable, Codable {
  /// Parts that a tick is counted in.
  public static let partsPerTick: Int64 = 1_000_000_000

  /// Whole ticks below it or at it, at least one.
  public let ticks: Int64
  /// What it lies above them, in 10⁻⁹ of a tick.
  public let parts: Int64

  /// - Returns: nil unless there is at least a tick, at most ``Price/maximumTicks``, and the parts are
  ///   less than a tick.
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

  /// What a position is valued at: never more than it is worth.
  @inlinable public func price(valuing position: Position) -> Price {
    position.steps < 0 ? ceiling : floor
  }
}

extension MarkPrice: Comparable {
  @inlinable public static func < (left: MarkPrice, right: MarkPrice) -> Bool {
    (left.ticks, left.parts) < (right.ticks, right.parts)
  }
}
