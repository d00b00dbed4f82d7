import Market
import SimulatedVenue
import Venue

/// Our resting orders by price, with the size of others ahead of each. All sizes are steps.
struct OwnQueues: Sendable {
  private struct Key: Hashable, Sendable {
    let side: Side
    let ticks: Int64
  }

  private var queues: [Key: OwnQueue] = [:]
  private var places: [ClientOrderID: Key] = [:]
  /// Orders that joined at a moment which the feed has not reached yet.
  private var fresh: [(id: ClientOrderID, joinedAt: Instant)] = []

  var isEmpty: Bool { places.isEmpty }

  func contains(_ id: ClientOrderID) -> Bool { places[id] != nil }

  func standing(_ id: ClientOrderID) -> OwnQueue.Standing? {
    places[id].flatMap { queues[$0]?.orders.first { $0.id == id } }
  }

  /// The prices of a side where our own orders rest, in ticks, lowest first.
  func prices(_ side: Side) -> [Int64] {
    queues.keys.filter { $0.side == side }.map(\.ticks).sorted()
  }

  /// Adds an order behind all that is shown at its price; `shown` is nil if that is not known.
  ///
  /// - Parameters:
  ///   - joinedAt: when it joined, if the feed has not reached that moment yet. What the feed shows
  ///     until then was there before the order.
  ///   - moment: when that was heard.
  mutating func join(
    _ id: ClientOrderID, _ side: Side, _ price: Price, _ remaining: Int64, shown: Int64?,
    joinedAt: Instant?, at moment: Instant
  ) {
    let key = Key(side: side, ticks: price.ticks)
    places[id] = key
    var order = OwnQueue.Standing(
      id: id, side: side, price: price, remaining: remaining, heardAt: moment, ahead: shown)
    order.isFresh = joinedAt != nil
    queues[key, default: OwnQueue(shown: shown ?? 0)].orders.append(order)
    if let joinedAt { fresh.append((id, joinedAt)) }
  }

  /// The feed has reached a moment. `isThrough` says whether the events at the moment itself were
  /// included.
  mutating func feedCame(to moment: Instant, isThrough: Bool) {
    guard !fresh.isEmpty else { return }
    func isPast(_ joinedAt: Instant) -> Bool { isThrough ? joinedAt <= moment : joinedAt < moment }
    for order in fresh where isPast(order.joinedAt) {
      if let key = places[order.id] { queues[key]?.settle(order.id) }
    }
    fresh.removeAll { isPast($0.joinedAt) }
  }

  /// Forgets the orders that were heard of before a list was asked for and that the list lacks. Their
  /// end was never reported: they filled, and the fill was found in a page.
  mutating func keep(listed: [VenueOrder], asked: Instant) {
    let standing = Set(listed.map(\.id))
    let gone = queues.values.flatMap(\.orders).filter {
      $0.heardAt < asked && !standing.contains($0.id)
    }
    for order in gone { leave(order.id) }
  }

  mutating func leave(_ id: ClientOrderID) {
    guard let key = places.removeValue(forKey: id) else { return }
    queues[key]?.orders.removeAll { $0.id == id }
    if queues[key]?.orders.isEmpty ?? false { queues[key] = nil }
  }

  mutating func resize(_ id: ClientOrderID, _ remaining: Int64) {
    guard let key = places[id] else { return }
    queues[key]?.resize(id, remaining)
  }

  mutating func fill(_ id: ClientOrderID, _ steps: Int64, _ liquidity: Liquidity) {
    guard let key = places[id] else { return }
    queues[key]?.fill(id, steps, liquidity)
    if let order = standing(id), order.remaining <= 0 { leave(id) }
  }

  mutating func trade(_ side: Side, _ ticks: Int64, _ steps: Int64) {
    queues[Key(side: side, ticks: ticks)]?.trade(steps)
  }

  mutating func show(_ side: Side, _ ticks: Int64, _ steps: Int64, by rule: QueueRuleName) {
    queues[Key(side: side, ticks: ticks)]?.show(steps, by: rule)
  }

  mutating func hide(_ side: Side, _ ticks: Int64) {
    queues[Key(side: side, ticks: ticks)]?.hide()
  }
}

/// Our orders at one price, oldest first. All sizes are steps.
struct OwnQueue: Sendable {
  /// An order that rests.
  struct Standing: Sendable {
    let id: ClientOrderID
    let side: Side
    let price: Price
    var remaining: Int64
    /// When it was heard that the order rests.
    let heardAt: Instant
    /// The size of others ahead of it; nil while the book has not shown its price.
    var ahead: Int64?
    /// It joined at a moment which the feed has not reached yet.
    var isFresh = false
  }

  var orders: [Standing] = []
  /// The size shown here at the last change.
  private var shown: Int64
  /// The size that traded here since.
  private var traded: Int64 = 0
  /// The size of our own fills here since, whose trades the feed has not shown yet.
  private var filled: Int64 = 0

  init(shown: Int64) { self.shown = shown }

  mutating func settle(_ id: ClientOrderID) {
    for place in orders.indices where orders[place].id == id { orders[place].isFresh = false }
  }

  mutating func resize(_ id: ClientOrderID, _ remaining: Int64) {
    for place in orders.indices where orders[place].id == id { orders[place].remaining = remaining }
  }

  /// Books a fill of an order. If the order rested, nothing is ahead of it any more.
  mutating func fill(_ id: ClientOrderID, _ steps: Int64, _ liquidity: Liquidity) {
    let rested = liquidity == .maker
    if rested { filled += steps }
    for place in orders.indices where orders[place].id == id {
      orders[place].remaining -= steps
      if rested { orders[place].ahead = 0 }
    }
  }

  /// Books a trade at this price. The part that filled our own orders was reported by the venue
  /// before.
  mutating func trade(_ steps: Int64) {
    let ours = min(filled, steps)
    filled -= ours
    traded += steps
    for place in orders.indices where !orders[place].isFresh {
      orders[place].ahead = orders[place].ahead.map { max(0, $0 - (steps - ours)) }
    }
  }

  /// Books the size that is shown now. The rule decides who left.
  mutating func show(_ steps: Int64, by rule: QueueRuleName) {
    let change = LevelChange(before: shown, traded: traded, now: steps)
    for place in orders.indices {
      let before = orders[place].isFresh ? nil : orders[place].ahead
      orders[place].ahead = before.map { min(rule.ahead($0, after: change), steps) } ?? steps
    }
    (shown, traded, filled) = (steps, 0, 0)
  }

  /// The price is no longer shown, whatever rests there: the orders keep their places.
  mutating func hide() { (shown, traded, filled) = (0, 0, 0) }
}

extension QueueRuleName {
  /// The size ahead of an order after a change of the size shown at its price.
  fileprivate func ahead(_ ahead: Int64, after change: LevelChange) -> Int64 {
    switch self {
    case .pessimistic: PessimisticQueue.ahead(ahead, after: change)
    case .proportional: ProportionalQueue.ahead(ahead, after: change)
    }
  }
}
