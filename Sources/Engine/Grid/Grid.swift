import Market

/// Where the grid's orders should be, and what must happen before that changes.
struct Grid: Sendable, Codable {
  private(set) var levels: GridLevels
  var ladder = Ladder()
  var watch = PlanWatch()
  private(set) var skew: Skew
  /// How often each floor of the spacing was the one that applied.
  private(set) var floorCounts = Array(repeating: 0, count: SpacingFloor.allCases.count)

  init(_ setup: Setup) {
    let settings = setup.settings.grid
    levels = GridLevels(settings, on: setup.parameters.tickGrid)
    skew = Skew(settings.skew, maximumPosition: setup.parameters.maximumPosition)
  }

  /// Moves the levels with the market and re-arms the rungs that filled. Returns whether the levels
  /// moved.
  mutating func move(to mid2: Int64) -> Bool {
    guard levels.move(to: mid2, counts: &floorCounts) else { return false }
    ladder.rearm()
    return true
  }

  /// Tightens the side that reduces the position by a share, in hundredths. Levels that have
  /// `moved` lost their earlier tightening. Returns whether any level moved for it.
  mutating func tighten(_ reducing: Side?, by hundredths: Int64, moved: Bool) -> Bool {
    guard watch.tighten(reducing, by: hundredths) || moved else { return false }
    return levels.tighten(reducing, by: hundredths, counts: &floorCounts)
  }

  /// Leans with the position. Returns whether the ladder must be built again.
  mutating func lean(with position: Position) -> Bool {
    let changed = skew.follow(position)
    for side in Side.allCases {
      levels.lean(side, by: skew.shift(side, spacing: levels.spacing.base))
    }
    return changed
  }

  /// Takes in a new volatility: spacings use it the next time they move.
  mutating func follow(swing: Double) { levels.follow(swing: swing) }  // tidy-ok: steers
}
