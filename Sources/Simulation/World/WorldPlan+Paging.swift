import SimulatedVenue
import Venue

extension WorldPlan {
  /// The fewest fills of a page that can only begin at a moment. At a venue where every fill of ours
  /// filled a page, opens would wait for comparisons most of the time.
  private static let leastPageByTime = 10
  /// The fewest where requests are limited too: with less, fills may happen faster than they can be read.
  static let leastPage = 50

  /// How many fills the venue lists in one answer, and where an answer may begin. With dice of its own.
  mutating func drawPaging() {
    var dice = Dice(seed, .paging)
    run.venue.memory.fillsPerPage = Int(dice.pick([2_000, 2_000, 200, 10, 3, 2, 1]))
    if dice.once(in: 3) {
      run.venue.memory.paging = .byTime
      run.venue.memory.fillsPerPage = max(run.venue.memory.fillsPerPage, WorldPlan.leastPageByTime)
    }
    guard run.venue.limits.weightPerMinute != nil else { return }
    run.venue.memory.fillsPerPage = max(run.venue.memory.fillsPerPage, WorldPlan.leastPage)
  }
}
