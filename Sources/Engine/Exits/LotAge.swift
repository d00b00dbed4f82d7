import Market

/// What the policy for old lots goes by.
struct LotAge: Equatable, Sendable, Digested {
  /// When a take-profit last closed a part of it.
  var lastExitAt: Instant?
  /// When the market was first seen to trade through its take-profit.
  var leftBehindAt: Instant?
  /// The policy has acted, or alarmed, before.
  var isNoted = false

  func digest(into hash: inout StateHash) {
    hash.add(lastExitAt, leftBehindAt, isNoted)
  }
}
