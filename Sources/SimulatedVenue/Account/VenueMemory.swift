import Market
import Venue

/// How much a venue remembers and how its lists are paged.
public struct MemorySettings: Hashable, Sendable {
  /// The number of ended orders, the newest ones, whose outcome the venue still knows.
  public var endedOrders = 2_000
  /// The number of fills, the newest ones, that the venue can still list.
  public var fills = 10_000
  /// The most fills in one answer.
  public var fillsPerPage = 2_000
  /// Where a page can begin. Fills without ids are always paged by time.
  public var paging = FillPaging.byFill

  public init() {}
}

/// What a venue remembers: ended orders and fills.
struct VenueMemory: Sendable {
  /// How an order ended.
  enum End: Sendable {
    case filled(Quantity)
    case cancelled(CancelCause, filled: Quantity)
    case rejected(Refusal)
  }

  private var ends: SharedRing<(id: ClientOrderID, end: End)>
  private var fills: SharedRing<Fill>
  private let fillsPerPage: Int

  init(_ settings: MemorySettings) {
    ends = SharedRing(capacity: settings.endedOrders)
    fills = SharedRing(capacity: settings.fills)
    fillsPerPage = settings.fillsPerPage
  }

  mutating func note(_ id: ClientOrderID, _ end: End) { ends.append((id, end)) }

  mutating func note(_ fill: Fill) { fills.append(fill) }

  /// When the oldest fill happened that can still be listed; nil if no fill is forgotten yet.
  var oldestFill: Instant? { fills.total > fills.count ? fills[0].time : nil }

  /// The orders that have a fill which can still be listed.
  var filledOrders: Set<ClientOrderID> {
    var orders: Set<ClientOrderID> = []
    for index in 0..<fills.count { orders.insert(fills[index].order) }
    return orders
  }

  /// How an order ended; nil if no end is remembered.
  func end(of id: ClientOrderID) -> End? {
    var index = ends.count
    while index > 0 {
      index -= 1
      if ends[index].id == id { return ends[index].end }
    }
    return nil
  }

  /// The first page of the fills since a time and after the fill `after`, or all of them if
  /// `isWhole`. If `after` is forgotten, the page begins with the first remembered fill since that
  /// time.
  func page(
    since: Instant, after: FillID? = nil, at time: Instant, isWhole: Bool = false
  ) -> FillPage {
    var first = 0
    var end = fills.count
    while first < end {
      let middle = (first + end) / 2
      if fills[middle].time < since { first = middle + 1 } else { end = middle }
    }
    if let after, let place = (first..<fills.count).first(where: { fills[$0].id == after }) {
      first = place + 1
    }
    let last = isWhole ? fills.count : min(fills.count, first + fillsPerPage)
    return FillPage(
      since: since, after: after, asOf: time, fills: (first..<last).map { fills[$0] },
      isLast: last == fills.count)
  }

  /// The total filled of an order up to the fill `last`; nil if there is none, or it is forgotten.
  func total(of order: ClientOrderID, through last: FillID) -> OrderTotal? {
    var total: OrderTotal?
    for index in 0..<fills.count
    where fills[index].order == order && fills[index].id.value <= last.value {
      let fill = fills[index]
      var sum =
        total
        ?? OrderTotal(
          order: order, side: fill.side, quantity: .zero, value: .zero, fee: .zero,
          liquidity: fill.liquidity, time: fill.time)
      sum.quantity += fill.quantity
      sum.value += Money(fill.price, times: fill.quantity)
      sum.fee += fill.fee
      sum.liquidity = fill.liquidity
      sum.time = fill.time
      sum.cause = fill.cause
      total = sum
    }
    return total
  }

  /// The totals, as of a time, of every order whose fills are remembered.
  func totals(by moment: Instant) -> [OrderTotal] {
    var seen: Set<ClientOrderID> = []
    let told = (0..<fills.count).map { fills[$0] }.filter { $0.time <= moment }
    guard let last = told.last else { return [] }
    return told.filter { seen.insert($0.order).inserted }.compactMap {
      total(of: $0.order, through: last.id)
    }
  }

  func digest(into hash: inout StateHash) {
    hash.add(ends.total)
    hash.add(fills.total)
  }
}
