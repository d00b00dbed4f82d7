import Market

/// What concerns the exits of several lots.
struct Exits: Sendable, Digested {
  var watch = ExitWatch()
  var sideStops = PerSide(SideStop())
  var cooldowns = Bench()
  var runners = PerSide<PositionID?>(nil)

  func digest(into hash: inout StateHash) {
    hash.add(watch, sideStops, cooldowns, runners)
  }
}
