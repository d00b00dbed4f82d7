import Market
import Venue

/// How much a venue remembers and how it pages it.
public struct MemorySettings: Hashable, Sendable {
  /// How many ended orders the venue can still tell of, by count: the newest.
  public var endedOrders = 2_000
  /// How many fills it can still list: the newest.
  public var fills = 10_000
  /// How many fills it lists in one answer.
  public var fillsPerPage = 2_000

  public init() {}
}

/// What a venue remembers of what is over.
struct VenueMemory: Sendable {
  /// How an order ended.
  enum End: Sendable {
    case filled(Quantity)
    case cancelled(CancelCause, filled: Quantity)
    case rejected(Refusal)
  }

  private var ends: RingBuffer<(id: ClientOrderID, end: End)>
  private var fills: RingBuffer<Fill>
  private let fillsPerPage: Int

  init(_ settings: MemorySettings) {
    ends = RingBuffer(capacity: settings.endedOrders)
    fills = RingBuffer(capacity: settings.fills)
    fillsPerPage = settings.fillsPerPage
  }

  mutating func note(_ id: ClientOrderID, _ end: End) { ends.append((id, end)) }

  mutating func note(_ fill: Fill) { fills.append(fill) }

  /// How an order ended, if that is still remembered.
  func end(of id: ClientOrderID) -> End? {
    var index = ends.count
    while index > 0 {
      index -= 1
      if ends[index].id == id { return ends[index].end }
    }
    return nil
  }

  /// The first page of the fills since a moment.
  func page(since: Instant, at time: Instant) -> FillPage {
    var first = 0
    var end = fills.count
    while first < end {
      let middle = (first + end) / 2
      if fills[middle].time < since { first = middle + 1 } else { end = middle }
    }
    let last = min(fills.count, first + fillsPerPage)
    return FillPage(
      since: since, asOf: time, fills: (first..<last).map { fills[$0] },
      isLast: last == fills.count)
  }

  func digest(into hash: inout StateHash) {
    hash.add(ends.total)
    hash.add(fills.total)
  }
}
