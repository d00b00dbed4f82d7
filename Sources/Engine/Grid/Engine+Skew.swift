import Market

extension Engine {
  /// Lets the ladder lean with the position. Returns whether it must be built anew.
  mutating func followSkew() -> Bool {
    guard settings.grid.skew.isEnabled else { return false }
    let changed = grid.skew.follow(books.ledger.position)
    for side in Side.allCases {
      grid.levels.shift[side] = grid.skew.shift(side, spacing: grid.levels.spacing.base)
    }
    return changed
  }
}
