import Market
import Venue

extension Engine {
  /// A page was full of fills of one moment, and the venue can list no others of that moment. An
  /// alarm informs the operator. The account and the orders show whether fills are missing; entries
  /// wait for that.
  mutating func noteUnlisted(_ one: UnlistedMoment, into effects: inout Effects) {
    guard agreement.fillFetch.note(one) else { return }
    recoveries.count(.fillsUnlisted)
    switches.control.raise(.fillsUnlisted)
    note(LogEntry(.fillsUnlisted, at: time, reason: one.reason))
    reconcile(.unlistedFills, into: &effects)
  }

  /// Looks for the missing fills of an order that the venue reported as ended. If the whole list is
  /// in without them, they are of a moment that the venue can't list, if there was one.
  mutating func seekFills(of index: Int32, into effects: inout Effects) {
    let since = max(time, agreement.rounds.polledThrough)
    let lessSince = orders.live.isLess(index, since: since)
    if let moment = unlistedMoment(of: index), hasFills(since: lessSince) {
      bookUnlisted(index, orders.live[index].remaining, moment, into: &effects)
    } else {
      fetchFills(of: index, into: &effects)
    }
  }

  /// A moment at which an order was live and of which the venue can't list all fills; nil if none.
  func unlistedMoment(of index: Int32) -> UnlistedMoment? {
    let slack = settings.reconcile.overlapNanoseconds
    return agreement.fillFetch.unlisted.last(
      since: orders.live[index].sentAt.advanced(byNanoseconds: -slack))
  }

  /// Books what the venue says an order filled but can't list: as an adjustment at the order's own
  /// price, which opens or closes its lot. A late fill reverses it, like any adjustment.
  mutating func bookUnlisted(
    _ index: Int32, _ quantity: Quantity, _ moment: UnlistedMoment, into effects: inout Effects
  ) {
    let order = orders.live[index]
    recoveries.count(.adjusted)
    agreement.rounds.done.corrected()
    let before = books.ledger.position.steps
    books.ledger.adjust(
      Adjustment(
        number: books.ledger.adjustments.list.count + 1, cause: .unlisted,
        steps: order.side.sign * quantity.steps, price: order.price, time: moment.moment))
    positionMoved(from: before)
    note(
      LogEntry(
        .adjusted, at: time, side: order.side, price: order.price, quantity: quantity,
        order: order.id, reason: moment.reason))
    orders.live.fill(index, quantity, at: time)
    give(
      Fill(
        id: FillID(0), order: order.id, side: order.side, price: order.price, quantity: quantity,
        fee: .zero, liquidity: order.isPostOnly ? .maker : .taker, time: moment.moment),
      to: index, into: &effects)
    if orders.live[index].remaining.isZero { end(index) }
    changes.nameGatedRungs()
  }

  /// Applies to its lots what an order filled without any fill being reported.
  private mutating func give(_ fill: Fill, to index: Int32, into effects: inout Effects) {
    switch orders.live[index].purpose {
    case .ladder, .manual, .attempt, .completion: learnEntry(fill, index, into: &effects)
    case .takeProfit, .stopLoss, .close: learnExit(fill, orders.live[index], into: &effects)
    case .sideStop: closeLots(fill, because: .stop, into: &effects)
    case .flatten:
      closeLots(fill, because: .flatten, into: &effects)
      learnFlatten(.ended(gotNothing: false, at: time))
    }
  }

  /// Whether a drift may come from orders that filled at a moment that the venue can't list, while
  /// those orders are still being queried. The engine waits for them, a minute at most, since each
  /// has its own price.
  func mayBeUnlisted(since first: Instant) -> Bool {
    guard agreement.fillFetch.unlisted.count > 0,
      time.nanoseconds(since: first) < Engine.longestUnlistedNanoseconds
    else { return false }
    return orders.live.all.indices.contains { place in
      let order = orders.live.all[place]
      guard order.id != .vacant else { return false }
      return (order.isShort || orders.queries.place(of: order.id) != nil)
        && unlistedMoment(of: Int32(place)) != nil
    }
  }

  /// How long the orders' own outcomes are awaited before a drift is judged, and how often they are
  /// looked for, in nanoseconds.
  static let longestUnlistedNanoseconds: Int64 = 60_000_000_000
  static let unlistedLookNanoseconds: Int64 = 5_000_000_000
}
