import Engine
import Market
import Venue

/// A running digest of what an engine sent, asked, booked and closed, each with its moment. Two
/// builds with the same digest traded alike, whatever their internals.
public struct BoundaryHash: Sendable {
  private var hash = StateHash()

  public init() {}

  public var value: UInt64 { hash.value }

  /// Adds the effects of one input.
  mutating func add(_ effects: Effects, at time: Instant) {
    hash.add(time.nanoseconds)
    for request in effects.requests { add(request) }
    for inquiry in effects.inquiries { add(inquiry) }
    for record in effects.fills { add(record) }
    for record in effects.lotRecords { add(record) }
  }

  /// Adds requests that leave later than the input that caused them.
  mutating func add(_ requests: [OrderRequest], at time: Instant) {
    hash.add(time.nanoseconds)
    for request in requests { add(request) }
  }

  /// The digest of what one input caused; nil if it caused nothing.
  ///
  /// - Parameter mark: the effects after it are those of the input.
  public static func digest(_ effects: Effects, since mark: EffectMark) -> UInt64? {
    let (requests, inquiries) = (
      effects.requests[mark.requests...], effects.inquiries[mark.inquiries...]
    )
    let (fills, closes) = (
      effects.fills[mark.fills...], effects.lotRecords[mark.lotRecords...]
    )
    guard !(requests.isEmpty && inquiries.isEmpty && fills.isEmpty && closes.isEmpty) else {
      return nil
    }
    var sum = BoundaryHash()
    for request in requests { sum.add(request) }
    for inquiry in inquiries { sum.add(inquiry) }
    for record in fills { sum.add(record) }
    for record in closes { sum.add(record) }
    return sum.value
  }

  /// Adds the digest of another run, so that several runs make one digest.
  public mutating func add(_ other: BoundaryHash) { hash.add(other.value) }

  private mutating func add(_ request: OrderRequest) {
    switch request {
    case .place(let order):
      add(case: 1)
      add(order)
    case .amend(let id, let limit, let remaining):
      add(case: 2)
      add(id)
      hash.add(limit.ticks)
      hash.add(remaining.steps)
    case .cancel(let id):
      add(case: 3)
      add(id)
    case .scheduleCancel(let moment):
      add(case: 4)
      add(moment?.nanoseconds)
    }
  }

  private mutating func add(_ order: NewOrder) {
    add(order.id)
    add(case: order.side.rawValue)
    add(order.limit?.ticks)
    hash.add(order.quantity.steps)
    add(case: order.timeInForce.rawValue)
    hash.add(order.isReduceOnly)
    add(order.trigger?.price.ticks)
    add(case: order.trigger?.reference.rawValue ?? .max)
    hash.add(order.trigger?.isStop ?? false)
    hash.add(order.expiresAt.nanoseconds)
    hash.add(order.group)
  }

  private mutating func add(_ inquiry: Inquiry) {
    switch inquiry {
    case .status(let id):
      add(case: 11)
      add(id)
    case .openOrders(let asked):
      add(case: 12)
      hash.add(asked.nanoseconds)
    case .account(let asked):
      add(case: 13)
      hash.add(asked.nanoseconds)
    case .fills(let since, let after):
      add(case: 14)
      hash.add(since.nanoseconds)
      hash.add(after?.value ?? 0)
    case .marketStatus: add(case: 15)
    case .reconnect(let channel):
      add(case: 16)
      add(case: channel.rawValue)
    }
  }

  private mutating func add(_ record: FillRecord) {
    let fill = record.fill
    add(case: 21)
    hash.add(fill.id.value)
    add(fill.order)
    add(case: fill.side.rawValue)
    hash.add(fill.price.ticks)
    hash.add(fill.quantity.steps)
    hash.add(fill.fee)
    add(case: fill.liquidity.rawValue)
    hash.add(fill.time.nanoseconds)
    add(case: record.purpose?.rawValue ?? 0)
    add(record.rung?.ticks)
    add(record.lot?.value)
  }

  private mutating func add(_ record: LotRecord) {
    add(case: 22)
    hash.add(record.lot.value)
    add(case: record.side.rawValue)
    hash.add(record.rung.ticks)
    add(case: record.cause.rawValue)
    hash.add(record.quantity.steps)
    hash.add(record.entry.ticks)
    hash.add(record.exit.ticks)
    hash.add(record.openedAt.nanoseconds)
    hash.add(record.closedAt.nanoseconds)
    hash.add(record.net)
    hash.add(record.isWhole)
  }

  private mutating func add(_ id: ClientOrderID) {
    hash.add(id.high)
    hash.add(id.low)
  }

  private mutating func add(case number: UInt8) { hash.add(UInt64(number)) }

  /// Adds a number that may be nil.
  private mutating func add(_ number: Int64?) {
    hash.add(number != nil)
    if let number { hash.add(number) }
  }
}
