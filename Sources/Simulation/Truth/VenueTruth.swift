import Market
import SimulatedVenue
import Venue

/// What is true at the venue, kept from the venue's own history and from nothing else.
///
/// It asks the engine for nothing, and the venue for no figure that the history could contradict:
/// orders, position, cash and fees are counted here again.
struct VenueTruth: Sendable {
  /// A live order at the venue.
  struct Order: Sendable {
    var side: Side
    /// Nil for a market order.
    var price: Price?
    var remaining: Int64
    var isReduceOnly: Bool
    /// It waits for its trigger.
    var waits: Bool
    /// What the exits of its lot had filled in total when it became live.
    var filledBefore: Int64 = 0
    /// What this order filled.
    var filled: Int64 = 0
    /// When it last changed, by the venue's clock.
    var touchedAt: Instant
  }

  /// Live orders. They are looked up by id, never walked where the order of the walk could be seen.
  private(set) var orders: [ClientOrderID: Order] = [:]
  /// The sum of the account's fills.
  private(set) var position: Int64 = 0
  /// Cash from fills: sells less buys, before fees.
  private(set) var cash = ExactMoney.zero
  private(set) var fees = ExactMoney.zero
  /// What funding cost; negative if it was received.
  private(set) var funding = ExactMoney.zero
  private(set) var fills = 0
  /// When the last fill happened.
  private(set) var filledAt = Instant.distantPast
  /// Fills of orders that no instance of Rung made, liquidations included.
  private(set) var foreignFills = 0
  /// The first event at which the venue's stated position was not the sum of its fills.
  private(set) var contradiction: VenueEvent?

  /// What exits have filled, by the lot they belong to.
  private(set) var exited: [Int64: Int64] = [:]

  /// What each exit of a lot has filled.
  private(set) var filledExits: [ClientOrderID: Int64] = [:]

  /// What all live orders of a side could do, at most.
  private(set) var standing = Sides(Weight())

  mutating func learn(_ event: VenueEvent) {
    switch event.kind {
    case .accepted: add(event)
    case .rejected: break
    case .filled: book(event)
    case .cancelled: remove(event.order)
    case .changed:
      guard let order = remove(event.order) else { break }
      enter(event, waits: order.waits)
    case .triggered:
      guard var order = remove(event.order) else { break }
      order.waits = false
      order.touchedAt = event.time
      put(order, event.order)
    case .funded: funding += event.cost
    }
    if event.position.steps != position, contradiction == nil { contradiction = event }
  }

  private mutating func add(_ event: VenueEvent) {
    remove(event.order)
    enter(event, waits: event.isTrigger)
  }

  private mutating func enter(_ event: VenueEvent, waits: Bool) {
    put(
      Order(
        side: event.side, price: event.price, remaining: event.quantity.steps,
        isReduceOnly: event.isReduceOnly, waits: waits,
        filledBefore: exited[event.order.subject, default: 0], touchedAt: event.time), event.order)
  }

  private mutating func book(_ event: VenueEvent) {
    fills += 1
    filledAt = event.time
    if event.order.isForeign { foreignFills += 1 }
    position += event.side.sign * event.quantity.steps
    let bought = Position(steps: event.side.sign * event.quantity.steps)
    if let price = event.price { cash -= ExactMoney(price, times: bought) }
    fees += event.cost
    if event.order.purpose?.isOfOneLot ?? false {
      exited[event.order.subject, default: 0] += event.quantity.steps
      filledExits[event.order, default: 0] += event.quantity.steps
    }
    guard var order = remove(event.order) else { return }
    order.remaining -= event.quantity.steps
    order.filled += event.quantity.steps
    order.touchedAt = event.time
    if order.remaining > 0 { put(order, event.order) }
  }

  private mutating func put(_ order: Order, _ id: ClientOrderID) {
    orders[id] = order
    weigh(id, order, order.remaining)
  }

  @discardableResult
  private mutating func remove(_ id: ClientOrderID) -> Order? {
    guard let order = orders.removeValue(forKey: id) else { return nil }
    weigh(id, order, -order.remaining)
    return order
  }

  private mutating func weigh(_ id: ClientOrderID, _ order: Order, _ steps: Int64) {
    guard !id.isForeign else { return }
    standing[order.side].add(steps, id.purpose, isReduceOnly: order.isReduceOnly)
  }

  /// What an exit could still close of its lot: its remaining size, less what the lot's other exits
  /// have filled since it became live.
  func leftToClose(_ id: ClientOrderID, _ order: Order) -> Int64 {
    let others = exited[id.subject, default: 0] - order.filledBefore - order.filled
    return max(0, order.remaining - max(0, others))
  }

  /// Ids of live orders, in an order that is the same in every process.
  var sortedIDs: [ClientOrderID] {
    orders.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
  }
}
