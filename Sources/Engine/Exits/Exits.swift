import Market

/// What concerns the exits of several lots.
struct Exits: Sendable, Codable {
  var watch = ExitWatch()
  var sideStops = PerSide(SideStop())
  var cooldowns = Bench()
  var runners = PerSide<PositionID?>(nil)
}
