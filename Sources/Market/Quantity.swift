/// An amount of the traded asset, counted in the smallest step its instrument can trade.
///
/// - Unit: the instrument's step (``Instrument/step``), in the base asset.
/// - Range: zero and up. An amount with a direction is a ``Position``.
@frozen public struct Quantity: Hashable, Comparable, Sendable, Codable {
  public let steps: Int64

  public static let zero = Quantity(steps: 0)

  /// Makes a quantity from our own arithmetic; a negative one is our bug.
  @inlinable public init(steps: Int64) {
    precondition(steps >= 0, "a quantity has no sign; check the caller, not the data")
    self.steps = steps
  }

  @inlinable public var isZero: Bool { steps == 0 }

  @inlinable public static func < (left: Quantity, right: Quantity) -> Bool {
    left.steps < right.steps
  }
  @inlinable public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(steps: left.steps + right.steps)
  }
  @inlinable public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(steps: left.steps - right.steps)
  }
  /// Adds a size that the market shows, which none of our limits bounds. The sum is clamped to 64
  /// bits.
  @inlinable public mutating func add(clamping steps: Int64) {
    let (sum, overflow) = self.steps.addingReportingOverflow(steps)
    self = Quantity(steps: overflow ? .max : sum)
  }
  @inlinable public static func += (left: inout Quantity, right: Quantity) { left = left + right }
  @inlinable public static func -= (left: inout Quantity, right: Quantity) { left = left - right }
}

/// A net holding: positive long, negative short.
///
/// - Unit: the instrument's step, in the base asset.
@frozen public struct Position: Hashable, Sendable, Codable {
  public var steps: Int64

  public static let flat = Position(steps: 0)

  @inlinable public init(steps: Int64) { self.steps = steps }

  @inlinable public var isFlat: Bool { steps == 0 }

  /// How much is held, long or short.
  @inlinable public var size: Quantity { Quantity(steps: Swift.abs(steps)) }

  /// The side that opened it; nil when flat.
  @inlinable public var side: Side? { steps == 0 ? nil : steps > 0 ? .buy : .sell }

  /// Books a fill.
  @inlinable public mutating func add(_ quantity: Quantity, _ side: Side) {
    steps += side.sign * quantity.steps
  }
}
