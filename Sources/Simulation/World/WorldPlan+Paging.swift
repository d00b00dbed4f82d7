import SimulatedVenue
import Venue

extension WorldPlan {
  /// How many fills the venue lists in one answer, and where an answer may begin. With dice of its own.
  mutating func drawPaging() {
    var dice = Dice(seed, .paging)
    run.venue.memory.fillsPerPage = Int(dice.pick([2_000, 2_000, 200, 10, 3, 2, 1]))
    run.venue.memory.paging = dice.once(in: 3) ? .byTime : .byFill
  }
}
