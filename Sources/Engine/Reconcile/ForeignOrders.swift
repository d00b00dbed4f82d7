import Market
import Venue

/// The foreign orders on the account, as the venue last listed them, without those known to have
/// ended or filled since.
struct ForeignOrders: Sendable, Codable {
  private(set) var list: [VenueOrder] = []
  /// What they could still add on a side, in steps; reduce-only orders are left out.
  private(set) var opening = PerSide<Int64>(0)
  /// The moment of the list.
  private var asOf = Instant.distantPast

  var count: Int { list.count }

  /// Begins a new list.
  mutating func clear(asOf: Instant) {
    list.removeAll(keepingCapacity: true)
    opening = PerSide(0)
    self.asOf = asOf
  }

  mutating func add(_ order: VenueOrder) {
    list.append(order)
    weigh(order, order.remaining.steps)
  }

  /// A foreign order ended.
  mutating func end(_ id: ClientOrderID) {
    guard let place = list.firstIndex(where: { $0.id == id }) else { return }
    weigh(list[place], -list[place].remaining.steps)
    list.remove(at: place)
  }

  /// A foreign order filled. Fills from before the list are already excluded from it.
  mutating func fill(_ fill: Fill) {
    guard fill.time > asOf, let place = list.firstIndex(where: { $0.id == fill.order }) else {
      return
    }
    let filled = min(fill.quantity, list[place].remaining)
    weigh(list[place], -filled.steps)
    list[place].remaining -= filled
    if list[place].remaining.isZero { list.remove(at: place) }
  }

  private mutating func weigh(_ order: VenueOrder, _ steps: Int64) {
    if !order.isReduceOnly { opening[order.side] += steps }
  }
}
