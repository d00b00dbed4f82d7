import Market

/// What the policy for old lots depends on.
struct LotAge: Equatable, Sendable, Codable {
  /// When a take-profit last closed a part of it.
  private(set) var lastExitAt: Instant?
  /// When the market was first seen to trade through its take-profit.
  private(set) var leftBehindAt: Instant?
  /// The policy has acted, or raised its alarm, before.
  private(set) var isNoted = false

  /// A take-profit closed a part of it.
  mutating func takeProfitFilled(at now: Instant) { lastExitAt = now }

  /// The market traded through its take-profit.
  mutating func leftBehind(at now: Instant) { leftBehindAt = now }

  mutating func takeProfitMoved() { leftBehindAt = nil }

  /// The policy acts, or raises its alarm. Returns whether it had not before.
  mutating func note() -> Bool {
    defer { isNoted = true }
    return !isNoted
  }
}
