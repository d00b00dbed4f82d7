import Market
import Venue

/// One order whose fate is asked about until the venue has told it.
struct OrderQuery: Sendable, Codable {
  let order: ClientOrderID
  let openedAt: Instant
  /// It is not among the live orders; the venue told of it.
  let isUnregistered: Bool
  /// When it was asked about first; nil before.
  fileprivate(set) var askedAt: Instant?
  /// When it is asked about next, and how long after that again.
  fileprivate(set) var askAt: Instant
  fileprivate(set) var stepNanoseconds: Int64
  /// Nothing where it was not called absent, or something came to the contrary.
  fileprivate(set) var absence: Absence?
  /// As what it was told to stand, and for what moment, before the first comparison, which takes it in.
  fileprivate(set) var found: ToldOrder?

  /// The moments, by the venue's clock, for which an order was first and last called absent.
  struct Absence: Sendable, Codable {
    let since: Instant
    let last: Instant
  }
}

/// An order as the venue told that it stood at a moment of its clock.
struct ToldOrder: Sendable, Codable {
  let order: VenueOrder
  let asOf: Instant
}

/// All orders that are being asked about.
///
/// Few at a time, but in an outage as many as were live, so a question never costs more than a walk
/// over them.
struct OrderQueries: Sendable, Codable {
  private(set) var open: [OrderQuery] = []
  /// How many of them are not among the live orders.
  private(set) var unregistered = 0
  /// When the next question is due.
  private(set) var wakeAt = Instant.distantFuture

  func place(of order: ClientOrderID) -> Int? { open.firstIndex { $0.order == order } }

  subscript(place: Int) -> OrderQuery { open[place] }

  /// Begins to ask about an order, unless that was begun before.
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

  /// One was asked about: it is due again after a step twice as long as the last.
  mutating func asked(_ order: ClientOrderID, at time: Instant, longestStep: Int64) {
    guard let place = place(of: order) else { return }
    let step = min(open[place].stepNanoseconds * 2, longestStep)
    open[place].askedAt = open[place].askedAt ?? time
    open[place].stepNanoseconds = step
    open[place].askAt = time.advanced(byNanoseconds: step)
  }

  /// The venue called an order absent; `startsOver` is set where what it said before proves nothing.
  /// Returns since when it has called it so.
  @discardableResult
  mutating func calledAbsent(_ place: Int, asOf: Instant, startsOver: Bool = false) -> Instant {
    let before = startsOver ? nil : open[place].absence
    let since = before?.since ?? asOf
    open[place].absence = OrderQuery.Absence(since: since, last: asOf)
    wake(for: place)
    return since
  }

  /// The venue told that an order stands which the first comparison has still to take in.
  mutating func found(_ place: Int, _ order: VenueOrder, asOf: Instant) {
    open[place].absence = nil
    if open[place].found.map({ $0.asOf <= asOf }) ?? true {
      open[place].found = ToldOrder(order: order, asOf: asOf)
    }
    wake(for: place)
  }

  /// An order is asked about at a moment, if not before.
  mutating func ask(_ place: Int, by moment: Instant) {
    open[place].askAt = min(open[place].askAt, moment)
    wake(for: place)
  }

  private mutating func wake(for place: Int) { wakeAt = min(wakeAt, open[place].askAt) }

  /// There was no room to ask about one as it began: it is due from then on.
  mutating func makeDue(_ order: ClientOrderID, at time: Instant) {
    guard let place = place(of: order) else { return }
    open[place].askAt = time
    wakeAt = min(wakeAt, time)
  }

  /// What was told to stand of orders that the first comparison has still to take in.
  var found: [ToldOrder] { open.compactMap(\.found) }

  /// Those that are due, the longest due first.
  func due(at time: Instant) -> [ClientOrderID] {
    let places = open.indices.filter { open[$0].askAt <= time }
    return places.sorted { (open[$0].askAt, $0) < (open[$1].askAt, $1) }.map { open[$0].order }
  }

  /// Works out anew when the next question is due: those that are due already, and for which there was no
  /// room, at a moment.
  mutating func setWake(_ retryAt: Instant = .distantPast) {
    wakeAt = open.reduce(.distantFuture) { min($0, max($1.askAt, retryAt)) }
  }
}
