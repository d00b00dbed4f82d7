import Market
import Venue

/// What fills have opened since the market last told what a position is worth.
///
/// A mark that is older than a fill says nothing of what the fill opened: a buy in a fall would be worth
/// the price from before the fall. Until a book of that moment or later comes it is worth what it cost.
struct Unmarked: Sendable, Codable {
  /// The moment of the newest fill: a book from before it tells nothing of what the position is worth.
  private(set) var newestFill = Instant.distantPast
  /// Whether no book of that moment or later has come yet.
  private(set) var isWaiting = false
  /// What was opened, in steps, signed as the position is.
  private(set) var steps: Int64 = 0
  /// What that was opened for, signed as the steps are.
  private(set) var cost = ExactMoney.zero

  /// A fill was booked that a book is newer than.
  mutating func pass(_ moment: Instant) { newestFill = max(newestFill, moment) }

  /// Takes in a fill that no book is newer than.
  ///
  /// - Parameter before: the position before it. What it closes of that was there longest.
  mutating func add(_ fill: Fill, to before: Position, at moment: Instant) {
    pass(moment)
    isWaiting = true
    let change = fill.side.sign * fill.quantity.steps
    guard before.steps.signum() == -change.signum() else { return open(change, at: fill.price) }
    let closed = min(abs(change), abs(before.steps))
    let marked = abs(before.steps) - abs(steps)
    close(max(0, closed - marked))
    let left = abs(change) - closed
    if left > 0 { open(fill.side.sign * left, at: fill.price) }
  }

  private mutating func open(_ change: Int64, at price: Price) {
    steps += change
    cost += ExactMoney(price, times: Position(steps: change))
  }

  /// A part is closed; the cost that goes with it is its share.
  private mutating func close(_ count: Int64) {
    guard count < abs(steps) else {
      (steps, cost) = (0, .zero)
      return
    }
    cost -= cost.share(Quantity(steps: count), of: Quantity(steps: abs(steps)))
    steps -= steps.signum() * count
  }

  /// A book of a moment came: nothing waits where it is not older than the newest fill.
  mutating func hear(_ moment: Instant) {
    guard moment >= newestFill else { return }
    (isWaiting, steps, cost) = (false, 0, .zero)
  }

  /// By how much what was opened is worth more at what it cost than at a mark; less than nothing where
  /// the mark would make a gain of it.
  @inline(__always) func excess(over mark: Price) -> ExactMoney {
    cost - ExactMoney(mark, times: Position(steps: steps))
  }
}

extension Ledger {
  /// Net profit with what was opened since the last mark at what it cost.
  @inline(__always) func netAtCost(_ mark: Price) -> ExactMoney {
    net(at: mark) + unmarked.excess(over: mark)
  }

  /// Net profit with what was opened since the last mark at what it cost, or at the mark where that is
  /// less: what caps refuse by.
  @inline(__always) func netAtWorst(_ mark: Price) -> ExactMoney {
    net(at: mark) + min(.zero, unmarked.excess(over: mark))
  }
}
