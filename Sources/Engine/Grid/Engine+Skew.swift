import Market

extension Engine {
  /// Lets the ladder lean with the position. Returns whether it must be built again.
  mutating func followSkew() -> Bool {
    guard settings.grid.skew.isEnabled else { return false }
    return grid.lean(with: books.ledger.position)
  }
}
