import Market

/// What concerns the exits of several lots.
struct Exits: Sendable, Codable {
  var watch = ExitWatch()
  var sideStops = PerSide(SideStop())
  var cooldowns = Cooldowns()
  private(set) var runners = PerSide<PositionID?>(nil)

  /// A lot is its side's runner.
  mutating func beginRunner(_ side: Side, _ lot: PositionID) { runners[side] = lot }

  /// A side's runner is no longer its runner.
  mutating func endRunner(_ side: Side) { runners[side] = nil }
}
