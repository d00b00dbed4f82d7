import Market
import Venue

extension Engine {
  /// A fill was booked, `quantity` of it new to the position. It is valued by a book that is not
  /// older.
  mutating func value(_ fill: Fill) {
    guard !fill.quantity.isZero else { return observeValue() }
    // A venue's clock may be ahead of the engine's: no book would be as new as a fill from the
    // future.
    books.ledger.value(fill, at: min(fill.time, time), marked: market.valuedAsOf)
    observeValue()
  }

  /// Follows net profit as the books change. While the mark is older than they are, only a cap that
  /// is reached at cost counts: peak and deepest fall wait for the next mark.
  mutating func observeValue() {
    let isExact = books.ledger.position.isFlat
    if isExact { books.ledger.becameFlat() }
    guard let mark = isExact ? Price(ticks: 1) : valuation else { return }
    if isExact || !books.ledger.unmarked.isWaiting {
      books.ledger.observe(mark: mark)
    } else if books.ledger.netAtCost(mark).units <= books.ledger.losses.floor {
      books.ledger.judgeLosses()
    }
  }

  /// The price that the position is valued at: the mark price rounded against it, or the mid
  /// rounded down if there is no usable mark price. If the newest price is from before the newest
  /// fill, while an earlier price was from a later moment, that earlier one is used. Nil before the
  /// first price, and with the mid also while a side of the book is empty.
  @inline(__always) public var valuation: Price? {
    switch market.valuation {
    case .unknown: nil
    case .mid(let twice): book.mid2 != nil ? Price(checking: twice / 2) : nil
    case .mark(let mark): mark.price(valuing: books.ledger.position)
    }
  }

  /// Values the position by a price that can be believed, unless the price came out of order. Then
  /// the value stays until a price comes that is not older than the newest fill.
  ///
  /// - Parameter asOf: the moment of the price, by the venue's clock. If that clock is ahead of
  ///   ours, the moment counts as now, as it does for fills.
  @inline(__always)
  mutating func value(by price: Valuation, asOf: Instant) {
    let moment = min(asOf, time)
    guard moment >= min(market.valuedAsOf, books.ledger.unmarked.newestFill) else { return }
    if price.replaces(market.valuation) { goOver(to: price) }
    market.value(by: price, asOf: moment)
    if books.ledger.unmarked.isWaiting { hearMark() }
    if books.ledger.position.steps != 0, !books.ledger.unmarked.isWaiting, let price = valuation {
      books.ledger.observe(mark: price)
    }
  }

  /// The position is valued by the other kind of price from now on. A change of value that comes
  /// only from that raises no peak.
  @inline(never)
  private mutating func goOver(to price: Valuation) {
    let from: Valuation
    let to: Valuation
    switch price {
    // How far they were apart when the mark price was last reported; what the mid did since is the
    // market.
    case .mid: (from, to) = (market.valuation, market.midAtMark)
    case .mark, .unknown: (from, to) = (market.valuation, price)
    }
    guard let from = from.parts, let to = to.parts else { return }
    books.ledger.goOver(by: to - from)
  }

  /// A book arrived while none was as new as the newest fill: what waited for it is valued.
  private mutating func hearMark() {
    books.ledger.hear(markAt: market.valuedAsOf)
    guard !books.ledger.unmarked.isWaiting else { return }
    if time >= books.ledger.losses.nextDay { books.ledger.judgeLosses() }
  }
}
