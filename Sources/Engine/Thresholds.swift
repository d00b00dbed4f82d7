import Market

/// The two prices at which something that waits for the market must be checked: one for a falling
/// market, one for a rising market. Strictly between them nothing changes.
///
/// - Unit: ticks, or half ticks if best bid + best ask is compared.
struct Thresholds: Equatable, Sendable, Codable {
  /// Reached at this price or lower; `Int64.min` if nothing waits for a fall.
  private(set) var low: Int64
  /// Reached at this price or higher; `Int64.max` if nothing waits for a rise.
  private(set) var high: Int64

  /// Nothing waits for the market.
  static let never = Thresholds(low: .min, high: .max)
  /// Every price requires a check.
  static let always = Thresholds(low: .max, high: .min)

  /// Whether anything waits for the market.
  @inline(__always) var isAwaited: Bool { low != .min || high != .max }

  /// Adds a price to wait for, reached when the market moves to it or beyond: down by sellers, up
  /// by buyers.
  mutating func watch(pushedBy side: Side, to ticks: Int64) {
    switch side {
    case .sell: low = max(low, ticks)
    case .buy: high = min(high, ticks)
    }
  }

  /// Adds everything that the other one waits for.
  mutating func watch(_ other: Thresholds) {
    low = max(low, other.low)
    high = min(high, other.high)
  }

  /// Whether one price has fallen far enough, or another one has risen far enough.
  @inline(__always) func isReached(fall: Int64, rise: Int64) -> Bool {
    fall <= low || rise >= high
  }

  @inline(__always) func isReached(at ticks: Int64) -> Bool { isReached(fall: ticks, rise: ticks) }
}

extension Thresholds {
  /// Reached outside a band; an end of the band at the limit of the numbers is not waited for.
  init(outside band: ClosedRange<Int64>) {
    low = band.lowerBound == .min ? .min : band.lowerBound - 1
    high = band.upperBound == .max ? .max : band.upperBound + 1
  }
}
