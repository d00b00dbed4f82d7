import Market
import Venue

/// An order that the venue holds until a price is reached.
struct WaitingOrder: Sendable {
  let order: NewOrder
  let trigger: Trigger
  let placedAt: Instant
  let serial: Int64
  /// Steps it will be worked with.
  var remaining: Int64

  /// As an order on the books, at its limit or, where it has none, at its trigger's price.
  var resting: RestingOrders.Order {
    var resting = RestingOrders.Order(
      order, at: order.limit ?? trigger.price, placedAt: placedAt, serial: serial)
    resting.remaining = remaining
    return resting
  }
}

/// The orders that wait for a price, oldest first, and how near each price is to setting one off.
struct TriggerBook: Sendable {
  /// A price that is looked at: the references, the opposite best apart by the order's side.
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
  /// For each watched price: at or below the first, or at or above the second, something goes off.
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

  /// Whether a watched price sets something off.
  @inline(__always)
  func goesOff(_ watched: Watched, at price: ReferencePrice?) -> Bool {
    guard let price else { return false }
    return price.ceiling.ticks <= bounds[watched.rawValue].low
      || price.floor.ticks >= bounds[watched.rawValue].high
  }
}

/// A price that triggers go by, which may lie between two ticks: a trigger at a tick is reached from
/// above by its ceiling and from below by its floor.
struct ReferencePrice {
  let floor: Price
  let ceiling: Price

  init(_ price: Price) { (floor, ceiling) = (price, price) }
  init(_ mark: MarkPrice) { (floor, ceiling) = (mark.floor, mark.ceiling) }
}

extension Trigger {
  /// Whether an order on `side` goes off with the reference at a price.
  func fires(_ side: Side, at reference: ReferencePrice) -> Bool {
    fires(side, at: (side == .sell) == isStop ? reference.ceiling : reference.floor)
  }
}
