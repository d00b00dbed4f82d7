import Market
import Venue

/// What fills have opened since the market last showed what a position is worth.
///
/// A mark that is older than a fill says nothing about what the fill opened: a buy during a fall
/// would be valued at the price from before the fall. Until a book of that moment or later comes,
/// what was opened is valued at cost.
struct Unmarked: Sendable, Codable {
  /// The moment of the newest fill: a book from before it does not show what the position is worth.
  private(set) var newestFill = Instant.distantPast
  /// Whether no book of that moment or later has come yet.
  private(set) var isWaiting = false
  /// The steps that were opened, signed like the position.
  private(set) var steps: Int64 = 0
  /// The cost of those steps, signed like them.
  private(set) var cost = ExactMoney.zero

  /// A fill was booked, and a newer book is there already.
  mutating func pass(_ moment: Instant) { newestFill = max(newestFill, moment) }

  /// Adds a fill that no book is newer than.
  ///
  /// - Parameter before: the position before the fill. What it closes is the part held longest.
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

  /// A part is closed; it takes its share of the cost.
  private mutating func close(_ count: Int64) {
    guard count < abs(steps) else {
      (steps, cost) = (0, .zero)
      return
    }
    cost -= cost.share(Quantity(steps: count), of: Quantity(steps: abs(steps)))
    steps -= steps.signum() * count
  }

  /// A book as of a moment arrived: if it is not older than the newest fill, nothing waits any
  /// longer.
  mutating func hear(_ moment: Instant) {
    guard moment >= newestFill else { return }
    (isWaiting, steps, cost) = (false, 0, .zero)
  }

  /// How much more what was opened is worth at cost than at a mark; negative if the mark would make
  /// it a gain.
  @inline(__always) func excess(over mark: Price) -> ExactMoney {
    cost - ExactMoney(mark, times: Position(steps: steps))
  }
}

extension Ledger {
  /// Net profit, with what was opened since the last mark valued at cost.
  @inline(__always) func netAtCost(_ mark: Price) -> ExactMoney {
    net(at: mark) + unmarked.excess(over: mark)
  }

  /// Net profit, with what was opened since the last mark valued at cost, or at the mark if that is
  /// less. Caps refuse by this value.
  @inline(__always) func netAtWorst(_ mark: Price) -> ExactMoney {
    net(at: mark) + min(.zero, unmarked.excess(over: mark))
  }
}
