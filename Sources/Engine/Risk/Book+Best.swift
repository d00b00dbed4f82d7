import Market
import Venue

extension Book {
  /// The best price of a side in ticks, or zero.
  subscript(best side: Side) -> Int64 { side == .buy ? bids.bestOrZero : asks.bestOrZero }
}
