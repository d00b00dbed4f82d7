import Market
import Venue

/// An order that the venue holds until a price is reached.
struct WaitingOrder: Sendable {
  let order: NewOrder
  let trigger: Trigger
  let placedAt: Instant
  let serial: Int64
  /// The steps that it will be worked with.
  var remaining: Int64

  /// The order as it would be on the books: at its limit, or at its trigger's price if it has none.
  var resting: RestingOrders.Order {
    var resting = RestingOrders.Order(
      order, at: order.limit ?? trigger.price, placedAt: placedAt, serial: serial)
    resting.remaining = remaining
    return resting
  }
}

/// The orders that wait for a trigger price, oldest first, and for each watched price the nearest
/// triggers.
struct TriggerBook: Sendable {
  /// A price that is watched: each reference, with the opposite best split by the order's side.
  enum Watched: Int, CaseIterable, Sendable {
    case mark
    case last
    case bestBid
    case bestAsk

    init(_ reference: TriggerReference, _ side: Side) {
      switch (reference, side) {
      case (.mark, _): self = .mark
      case (.last, _): self = .last
      case (.oppositeBest, .sell): self = .bestBid
      case (.oppositeBest, .buy): self = .bestAsk
      }
    }
  }

  private(set) var waiting: [WaitingOrder] = []
  /// For each watched price: an order is triggered at or below `low`, or at or above `high`.
  private var bounds = TriggerBook.open

  private static let open = Array(
    repeating: (low: Int64.min, high: Int64.max), count: Watched.allCases.count)

  @inline(__always)
  var isEmpty: Bool { waiting.isEmpty }

  func index(of id: ClientOrderID) -> Int? { waiting.firstIndex { $0.order.id == id } }

  mutating func add(_ order: WaitingOrder) {
    waiting.append(order)
    bound(order)
  }

  @discardableResult
  mutating func remove(at index: Int) -> WaitingOrder {
    let gone = waiting.remove(at: index)
    bounds = TriggerBook.open
    for order in waiting { bound(order) }
    return gone
  }

  mutating func shrink(_ id: ClientOrderID, to steps: Int64) {
    if let index = index(of: id) { waiting[index].remaining = steps }
  }

  private mutating func bound(_ order: WaitingOrder) {
    let watched = Watched(order.trigger.reference, order.order.side).rawValue
    if (order.order.side == .sell) == order.trigger.isStop {
      bounds[watched].low = max(bounds[watched].low, order.trigger.price.ticks)
    } else {
      bounds[watched].high = min(bounds[watched].high, order.trigger.price.ticks)
    }
  }

  /// Whether a watched price triggers an order.
  @inline(__always)
  func goesOff(_ watched: Watched, at price: ReferencePrice?) -> Bool {
    guard let price else { return false }
    return price.ceiling.ticks <= bounds[watched.rawValue].low
      || price.floor.ticks >= bounds[watched.rawValue].high
  }
}

/// A reference price of triggers, which may be between two ticks. A falling price reaches a trigger
/// by its ceiling, a rising one by its floor.
struct ReferencePrice {
  let floor: Price
  let ceiling: Price

  init(_ price: Price) { (floor, ceiling) = (price, price) }
  init(_ mark: MarkPrice) { (floor, ceiling) = (mark.floor, mark.ceiling) }
}

extension Trigger {
  /// Whether an order on `side` is triggered by this reference price.
  func fires(_ side: Side, at reference: ReferencePrice) -> Bool {
    fires(side, at: (side == .sell) == isStop ? reference.ceiling : reference.floor)
  }
}
