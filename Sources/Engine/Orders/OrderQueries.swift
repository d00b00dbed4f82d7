import Market
import Venue

/// One order that the venue is asked about until its outcome is known.
struct OrderQuery: Sendable, Codable {
  let order: ClientOrderID
  let openedAt: Instant
  /// It is not among the live orders: the venue reported it.
  let isUnregistered: Bool
  /// When it was first asked about; nil before that.
  fileprivate(set) var askedAt: Instant?
  /// When it is asked about next, and the step to the question after that.
  fileprivate(set) var askAt: Instant
  fileprivate(set) var stepNanoseconds: Int64
  /// Nil if the venue has not called it absent, or something has contradicted that since.
  fileprivate(set) var absence: Absence?
  /// Before the first comparison: the live order as the venue reported it. That comparison takes it
  /// in.
  fileprivate(set) var found: ToldOrder?

  /// The moments, by the venue's clock, as of which an order was first and last called absent.
  struct Absence: Sendable, Codable {
    let since: Instant
    let last: Instant
  }
}

/// An order as it was live at a moment of the venue's clock.
struct ToldOrder: Sendable, Codable {
  let order: VenueOrder
  let asOf: Instant
}

/// All open order queries.
///
/// There are few at a time. In an outage there may be one for each live order, so a question never
/// costs more than one pass over them.
struct OrderQueries: Sendable, Codable {
  private(set) var open: [OrderQuery] = []
  /// Number of queries for orders that are not among the live ones.
  private(set) var unregistered = 0
  /// When the next question is due.
  private(set) var wakeAt = Instant.distantFuture

  func place(of order: ClientOrderID) -> Int? { open.firstIndex { $0.order == order } }

  subscript(place: Int) -> OrderQuery { open[place] }

  /// Starts a query for an order, unless there is one.
  mutating func begin(
    _ order: ClientOrderID, at time: Instant, step: Int64, isUnregistered: Bool = false
  ) {
    guard place(of: order) == nil else { return }
    let askAt = time.advanced(byNanoseconds: step)
    open.append(
      OrderQuery(
        order: order, openedAt: time, isUnregistered: isUnregistered, askAt: askAt,
        stepNanoseconds: step))
    if isUnregistered { unregistered += 1 }
    wakeAt = min(wakeAt, askAt)
  }

  func isUnregistered(_ order: ClientOrderID) -> Bool {
    open.contains { $0.order == order && $0.isUnregistered }
  }

  mutating func close(_ order: ClientOrderID) {
    guard !open.isEmpty else { return }
    open.removeAll { $0.order == order }
    if unregistered > 0 { unregistered = open.count { $0.isUnregistered } }
    setWake()
  }

  /// An order was asked about. It is due again after twice the last step, at most `longestStep`.
  mutating func asked(_ order: ClientOrderID, at time: Instant, longestStep: Int64) {
    guard let place = place(of: order) else { return }
    let step = min(open[place].stepNanoseconds * 2, longestStep)
    open[place].askedAt = open[place].askedAt ?? time
    open[place].stepNanoseconds = step
    open[place].askAt = time.advanced(byNanoseconds: step)
  }

  /// The venue called an order absent. If `startsOver` is true, earlier such answers prove nothing.
  /// Returns since when it counts as absent.
  @discardableResult
  mutating func calledAbsent(_ place: Int, asOf: Instant, startsOver: Bool = false) -> Instant {
    let before = startsOver ? nil : open[place].absence
    let since = before?.since ?? asOf
    open[place].absence = OrderQuery.Absence(since: since, last: asOf)
    wake(for: place)
    return since
  }

  /// The venue reported an order as live, and the first comparison has still to take it in.
  mutating func found(_ place: Int, _ order: VenueOrder, asOf: Instant) {
    open[place].absence = nil
    if open[place].found.map({ $0.asOf <= asOf }) ?? true {
      open[place].found = ToldOrder(order: order, asOf: asOf)
    }
    wake(for: place)
  }

  /// Asks about an order at a moment at the latest.
  mutating func ask(_ place: Int, by moment: Instant) {
    open[place].askAt = min(open[place].askAt, moment)
    wake(for: place)
  }

  private mutating func wake(for place: Int) { wakeAt = min(wakeAt, open[place].askAt) }

  /// The budget had no room for the first question about an order: it is due from `time` on.
  mutating func makeDue(_ order: ClientOrderID, at time: Instant) {
    guard let place = place(of: order) else { return }
    open[place].askAt = time
    wakeAt = min(wakeAt, time)
  }

  /// Reported live orders that the first comparison has still to take in.
  var found: [ToldOrder] { open.compactMap(\.found) }

  /// The orders whose question is due, the longest overdue first.
  func due(at time: Instant) -> [ClientOrderID] {
    let places = open.indices.filter { open[$0].askAt <= time }
    return places.sorted { (open[$0].askAt, $0) < (open[$1].askAt, $1) }.map { open[$0].order }
  }

  /// Recomputes when the next question is due. Questions that are already due, and had no room, are
  /// asked at `retryAt`.
  mutating func setWake(_ retryAt: Instant = .distantPast) {
    wakeAt = open.reduce(.distantFuture) { min($0, max($1.askAt, retryAt)) }
  }
}
