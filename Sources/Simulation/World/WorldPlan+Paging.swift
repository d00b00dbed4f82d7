import SimulatedVenue
import Venue

extension WorldPlan {
  /// The smallest page of fills that can only begin at a moment. If every one of our fills filled a
  /// page, entries would wait for comparisons most of the time.
  private static let leastPageByTime = 10
  /// The smallest page if requests are limited too: with less, fills may come faster than they are
  /// read.
  static let leastPage = 50

  /// Draws how many fills the venue lists in one answer, and where an answer may begin. It has dice
  /// of its own.
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
