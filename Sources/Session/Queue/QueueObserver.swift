import Engine
import Market
import SimulatedVenue
import Venue

/// Estimates how much of others' size trades before each of our resting orders, at its price.
///
/// No venue reports that. The estimate uses what the engine receives and sends. When an order
/// joins, all that the book shows at its price is ahead of it. Trades at the price take from the
/// front. For size that leaves without a trade, a ``QueueRule`` decides where it was. Never more is
/// ahead of an order than is shown.
///
/// | what makes it less exact | because |
/// |---|---|
/// | a venue or a feed with latency | joining is only seen when the acceptance arrives |
/// | an observer that began later | all shown at an older order's price counts as ahead |
/// | our own takers | the feed still shows what they took |
///
/// It runs only if queues are watched. No estimate is in a digest or reaches the engine.
public struct QueueObserver: Sendable {
  private var book: Book
  private let rule: QueueRuleName
  private let capabilities: VenueCapabilities
  private var queues = OwnQueues()
  /// The venue's moment that the feed has reached.
  private var feedMoment = Instant.distantPast
  /// Orders that were sent and not accepted yet; they join as they are accepted.
  private var coming: [ClientOrderID: NewOrder] = [:]

  /// - Parameter book: what the feed shows now.
  init(rule: QueueRuleName, book: Book, _ capabilities: VenueCapabilities) {
    self.rule = rule
    self.book = book
    self.capabilities = capabilities
  }

  /// Packs the book: see ``BookSide/pack()``.
  mutating func pack() { book.pack() }

  /// The size ahead of an order, as an estimate; nil if the order does not rest, or if the book has
  /// not shown its price since it joined.
  public func ahead(of id: ClientOrderID) -> Quantity? {
    queues.standing(id)?.ahead.map { Quantity(steps: $0) }
  }
}

// Our requests, and what the venue reports about our orders.
extension QueueObserver {
  /// Takes up the orders that are live at the beginning.
  mutating func begin(with snapshot: Snapshot) {
    let standing: [OrderDisplayState] = [.working, .confirmed, .cancelling]
    for open in snapshot.pendingOpens where standing.contains(open.state) {
      found(
        open.id, open.side, open.price, open.quantity.less(open.filled), at: snapshot.time)
    }
    for leg in snapshot.legs
    where standing.contains(leg.state) && (leg.trigger == nil || leg.isTriggered) {
      found(leg.id, leg.side, leg.price, leg.quantity.less(leg.filled), at: snapshot.time)
    }
  }

  mutating func sent(_ requests: [OrderRequest]) {
    for case .place(let order) in requests { coming[order.id] = order }
  }

  mutating func hear(_ reports: [VenueReport], at time: Instant) {
    for report in reports {
      switch report {
      case .accepted(let id):
        if coming[id]?.trigger == nil { join(id, at: time) }
      case .triggered(let id): join(id, at: time)
      case .filled(let fill): hear(fill, at: time)
      case .amended(let id, let limit, let remaining): amended(id, limit, remaining, at: time)
      case .shrunk(let id, let remaining): queues.resize(id, remaining.steps)
      case .cancelled(let id, _, _), .rejected(let id, _): end(id)
      case .failed(let id, .place, let failure) where !failure.isAmbiguous: end(id)
      case .failed, .cancelRefused, .amendRefused, .cancelScheduled, .scheduleRefused, .funded:
        break
      }
    }
  }

  /// An answer shows live orders, and ends that no report brought.
  mutating func hear(_ answer: VenueAnswer) {
    switch answer {
    case .openOrders(let listed, _, let asked):
      for order in listed { found(order, at: asked) }
      queues.keep(listed: listed, asked: asked)
    case .status(_, .live(let order), let asOf): found(order, at: asOf)
    case .status(let id, .absent, _), .status(let id, .filled, _), .status(let id, .cancelled, _),
      .status(let id, .rejected, _):
      end(id)
    case .account, .fills, .market, .failed, .connection: break
    }
  }

  private mutating func found(_ order: VenueOrder, at moment: Instant) {
    guard !order.id.isForeign, order.trigger == nil, let limit = order.limit else { return }
    found(order.id, order.side, limit, order.remaining, at: moment)
  }

  /// Adds a live order whose joining was not seen: all that is shown counts as ahead of it.
  private mutating func found(
    _ id: ClientOrderID, _ side: Side, _ limit: Price, _ remaining: Quantity, at moment: Instant
  ) {
    guard !queues.contains(id) else { return }
    coming[id] = nil
    queues.join(
      id, side, limit, remaining.steps, shown: shown(at: limit, side), joinedAt: nil, at: moment)
  }

  private mutating func join(_ id: ClientOrderID, at time: Instant) {
    guard let order = coming.removeValue(forKey: id), let limit = order.limit else { return }
    queues.join(
      id, order.side, limit, order.quantity.steps, shown: shown(at: limit, order.side),
      joinedAt: later(time), at: time)
  }

  private mutating func hear(_ fill: Fill, at time: Instant) {
    // The fill came before the report of acceptance: the rest of the order is resting.
    if coming[fill.order] != nil { join(fill.order, at: time) }
    queues.fill(fill.order, fill.quantity.steps, fill.liquidity)
  }

  private mutating func amended(
    _ id: ClientOrderID, _ limit: Price, _ remaining: Quantity, at time: Instant
  ) {
    guard let old = queues.standing(id) else { return }
    let keepsPlace =
      capabilities.amendKeepsQueueOnDecrease && !capabilities.amendIsCancelReplace
      && limit == old.price && remaining.steps < old.remaining
    if keepsPlace { return queues.resize(id, remaining.steps) }
    queues.leave(id)
    queues.join(
      id, old.side, limit, remaining.steps, shown: shown(at: limit, old.side),
      joinedAt: later(time), at: time)
  }

  /// The moment, if the feed has not reached it yet; nil otherwise.
  private func later(_ time: Instant) -> Instant? { feedMoment < time ? time : nil }

  private mutating func end(_ id: ClientOrderID) {
    coming[id] = nil
    queues.leave(id)
  }
}

// What the market shows.
extension QueueObserver {
  mutating func hear(_ update: MarketUpdate) {
    let (bid, ask) = (book.bids.best, book.asks.best)
    if !update.kinds.isDisjoint(with: book.kinds) { book.apply(update) }
    feedMoment = update.asOf
    guard !queues.isEmpty else { return }
    queues.feedCame(to: feedMoment, isThrough: false)
    defer { queues.feedCame(to: feedMoment, isThrough: true) }
    var isCleared = false
    for change in update.changes {
      switch change.kind {
      case .bidLevel: if !isCleared { changed(change, .buy, in: .depth) }
      case .askLevel: if !isCleared { changed(change, .sell, in: .depth) }
      case .bestBid: if !isCleared { quoted(change, .buy, was: bid) }
      case .bestAsk: if !isCleared { quoted(change, .sell, was: ask) }
      case .sellTrade: traded(change, .buy)
      case .buyTrade: traded(change, .sell)
      case .clear: isCleared = true
      case .frame, .gap, .mark, nil: break
      }
    }
    // Between the clear and the last line of a snapshot nothing is shown, but nobody has left.
    if isCleared { relearn() }
  }

  private mutating func changed(_ change: MarketChange, _ side: Side, in source: Book.Source) {
    guard book.source == source else { return }
    queues.show(side, change.ticks, change.steps, by: rule)
  }

  /// Books a trade, which takes from the front of the queue. In a crossed book the queue is
  /// unknown.
  private mutating func traded(_ change: MarketChange, _ side: Side) {
    if !book.isCrossed { queues.trade(side, change.ticks, change.steps) }
  }

  /// The best price changed. Prices that it fell back over show nothing now. A price that it left
  /// for a better one is no longer shown.
  private mutating func quoted(_ change: MarketChange, _ side: Side, was old: Price?) {
    guard book.source == .quotes else { return }
    let new = Price(ticks: change.ticks)
    if let old, old != new {
      if new.isBetter(than: old, for: side) {
        queues.hide(side, old.ticks)
      } else {
        for ticks in queues.prices(side) {
          let price = Price(ticks: ticks)
          guard price == old || old.isBetter(than: price, for: side),
            price.isBetter(than: new, for: side)
          else { continue }
          queues.show(side, ticks, 0, by: rule)
        }
      }
    }
    queues.show(side, new.ticks, change.steps, by: rule)
  }

  private mutating func relearn() {
    for side in Side.allCases {
      for ticks in queues.prices(side) {
        guard let steps = shown(at: Price(ticks: ticks), side) else { continue }
        queues.show(side, ticks, steps, by: rule)
      }
    }
  }

  /// The size the book shows at a price, in steps; nil if it has best prices only and this one is
  /// behind.
  private func shown(at price: Price, _ side: Side) -> Int64? {
    let levels = book[side]
    guard book.source == .quotes, let best = levels.best else {
      return levels.size(at: price).steps
    }
    return best.isBetter(than: price, for: side) ? nil : levels.size(at: price).steps
  }
}
