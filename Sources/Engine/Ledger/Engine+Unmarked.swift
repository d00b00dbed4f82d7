import Market
import Venue

extension Engine {
  /// A fill was booked, `quantity` of it new to the position: it is valued by a book that is not older.
  mutating func value(_ fill: Fill) {
    guard !fill.quantity.isZero else { return observeValue() }
    // A venue's clock may be ahead of ours; no book would be as new as a fill of the future.
    books.ledger.value(fill, at: min(fill.time, time), marked: market.valuedAsOf)
    observeValue()
  }

  /// Follows net profit as the books changed. While the mark is older than they are, only a cap that
  /// is reached at cost counts: peak and deepest fall wait for the next mark.
  mutating func observeValue() {
    let isExact = books.ledger.position.isFlat
    guard let mark = isExact ? Price(ticks: 1) : valuation else { return }
    if isExact || !books.ledger.unmarked.isWaiting {
      books.ledger.observe(mark: mark)
    } else if books.ledger.netAtCost(mark).units <= books.ledger.losses.floor {
      books.ledger.judgeLosses()
    }
  }

  /// What the position is valued at: the mark; but where the book tells of a moment before the newest
  /// fill, though one before it told of a later moment, the mark of that one. Nothing while a side of the
  /// book is empty, or before the first mark.
  @inline(__always) public var valuation: Price? {
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
    guard moment >= min(market.valuedAsOf, books.ledger.unmarked.newestFill) else { return }
    market.value(by: mark2, asOf: moment)
    if books.ledger.unmarked.isWaiting { hearMark() }
    if books.ledger.position.steps != 0, !books.ledger.unmarked.isWaiting {
      books.ledger.observe(mark: Price(ticks: mark2 / 2))
    }
  }

  /// A book came while the newest fill had none as new: what waited for it is valued.
  private mutating func hearMark() {
    books.ledger.hear(markAt: market.valuedAsOf)
    guard !books.ledger.unmarked.isWaiting else { return }
    if time >= books.ledger.losses.nextDay { books.ledger.judgeLosses() }
  }
}
