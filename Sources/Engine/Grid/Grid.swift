import Market

/// Where the grid's orders should stand, and what must happen before that changes.
struct Grid: Sendable, Codable {
  var levels: Lattice
  var ladder = Ladder()
  var watch = PlanWatch()
  var skew: Skew
  /// How often each floor of the spacing was the one that held.
  var floorCounts = Array(repeating: 0, count: SpacingFloor.allCases.count)

  init(_ setup: Setup) {
    let settings = setup.settings.grid
    levels = Lattice(settings, on: setup.parameters.raster)
    skew = Skew(settings.skew, maximumPosition: setup.parameters.maximumPosition)
  }
}
