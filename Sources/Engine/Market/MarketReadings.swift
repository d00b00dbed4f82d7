import Market
import Venue

/// The market at this moment, and whether it can be quoted on.
extension Engine {
  /// Twice the mid of a book that can be believed, in ticks; nil otherwise.
  @inline(__always) var soundMid2: Int64? {
    guard let mid2 = book.mid2, !book.isCrossed, priceBounds.allow(mid2) else { return nil }
    return mid2
  }

  /// Twice the mid in ticks. While the book is crossed, or its mid is a price that no market makes,
  /// this is the last sound one; nil while a side is empty.
  @inline(__always) var mid2: Int64? {
    guard book.mid2 != nil else { return nil }
    return soundMid2 ?? (market.soundMid2 > 0 ? market.soundMid2 : nil)
  }

  /// The mid rounded down to a tick. Neither a crossed book nor a price that no market makes moves
  /// it. Positions are valued at it if there is no mark price (``valuation``).
  @inline(__always) public var mid: Price? { mid2.flatMap { Price(checking: $0 / 2) } }

  /// Why the market can't be quoted on at this moment; nil if it can.
  @inline(__always) var marketBlock: MarketBlock? {
    if let block = lifeBlock { return block }
    return bookBlock
  }

  /// Why the book can't be quoted on at this moment; nil if it can.
  @inline(__always) var bookBlock: MarketBlock? {
    guard let bid = book.bids.best, let ask = book.asks.best else { return .bookUnknown }
    if bid > ask { return .crossed(bid: bid, ask: ask) }
    let mid2 = bid.ticks + ask.ticks
    if !priceBounds.allow(mid2) { return priceBounds.refusal(of: mid2) }
    let limit = settings.market.blindAfterNanoseconds
    let age = time.nanoseconds(since: market.lastBook)
    if limit > 0, age >= limit { return .stale(since: age, allowed: limit) }
    return nil
  }

  /// Why the market itself allows no entries, whatever its book; nil if it does.
  @inline(__always) var lifeBlock: MarketBlock? {
    switch market.life.phase {
    case .closed: return .closed
    case .halted: return .halted
    case .trading, .postOnly: break
    }
    if let left = market.life.left(at: time), left <= settings.market.life.cutoffNanoseconds {
      return .ending(in: max(0, left), cutoff: settings.market.life.cutoffNanoseconds)
    }
    if market.life.tickReturnsAt < .distantFuture {
      return .tickUnknown(for: max(0, market.life.tickReturnsAt.nanoseconds(since: time)))
    }
    let most = settings.market.life.maximumSkewNanoseconds
    return market.life.clock.exceeds(most).map { .clockSkewed(by: $0, allowed: most) }
  }

  /// Why nothing can be traded at all; nil if it can. A slice of a flatten ignores the cutoff.
  @inline(__always) var tradingBlock: MarketBlock? {
    switch market.life.phase {
    case .closed: return .closed
    case .halted: return .halted
    case .trading, .postOnly: return bookBlock
    }
  }
}
