import Market
import Venue

/// What fills have opened since the market last told what a position is worth.
///
/// A mark that is older than a fill says nothing of what the fill opened: a buy in a fall would be worth
/// the price from before the fall. Until a book of that moment or later comes it is worth what it cost.
struct Unmarked: Sendable {
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

extension Engine {
  /// A fill was booked, `quantity` of it new to the position: it is valued by a book that is not older.
  mutating func value(_ fill: Fill) {
    guard !fill.quantity.isZero else { return observeValue() }
    let before = Position(steps: books.ledger.position.steps - fill.side.sign * fill.quantity.steps)
    // A venue's clock may be ahead of ours; no book would be as new as a fill of the future.
    let moment = min(fill.time, time)
    if books.ledger.unmarked.isWaiting || market.markAsOf <= moment {
      books.ledger.unmarked.add(fill, to: before, at: moment)
    } else {
      books.ledger.unmarked.pass(moment)
    }
    observeValue()
  }

  /// Follows net profit as the books changed. While the mark is older than they are, only a cap that
  /// is reached at cost counts: peak and deepest fall wait for the next mark.
  mutating func observeValue() {
    let isExact = books.ledger.position.isFlat
    guard let mark = isExact ? Price(ticks: 1) : valueMark else { return }
    if isExact || !books.ledger.unmarked.isWaiting {
      if books.ledger.observe(mark: mark) { agenda.isLossDue = true }
    } else if books.ledger.netAtCost(mark).units <= books.ledger.losses.floor {
      agenda.isLossDue = true
    }
  }

  /// What the position is valued at: the mark; but where the book tells of a moment before the newest
  /// fill, though one before it told of a later moment, the mark of that one. Nothing while a side of the
  /// book is empty, or before the first mark.
  @inline(__always) public var valueMark: Price? {
    guard book.mid2 != nil, market.valueMid2 > 0 else { return nil }
    return Price(checking: market.valueMid2 / 2)
  }

  /// Values the position by a sound book, unless that came out of its turn: then what it is valued at
  /// stands until a book comes that is not older than the newest fill.
  ///
  /// - Parameter asOf: the moment that the book tells of, by the venue. One whose clock is ahead of ours
  ///   tells of no later moment than now, as its fills do.
  @inline(__always)
  mutating func value(byTwice mark2: Int64, asOf: Instant) {
    let moment = min(asOf, time)
    guard moment >= min(market.markAsOf, books.ledger.unmarked.newestFill) else { return }
    market.valueMid2 = mark2
    market.markAsOf = moment
    if books.ledger.unmarked.isWaiting { hearMark() }
    if books.ledger.position.steps != 0, !books.ledger.unmarked.isWaiting,
      books.ledger.observe(mark: Price(ticks: mark2 / 2))
    {
      agenda.isLossDue = true
    }
  }

  /// A book came while the newest fill had none as new: what waited for it is valued.
  private mutating func hearMark() {
    books.ledger.unmarked.hear(market.markAsOf)
    guard !books.ledger.unmarked.isWaiting else { return }
    agenda.isLossDue = agenda.isLossDue || time >= books.ledger.losses.nextDay
  }
}
