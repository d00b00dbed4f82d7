import Market
import Venue

/// What may still be sent: weight per minute for our network address, and actions for the account.
/// Near either limit entries and questions wait; cancels and exits have a reserve of their own.
/// Entries leave part of the rest to questions.
///
/// A question's weight is checked before it is asked; for fills, with the page that it may bring.
/// After "too many requests" the minute counts as spent for entries, and no question is asked for
/// some seconds, longer each time.
///
/// Weight is counted over the last 60 seconds, because it is unknown when the venue's minute
/// begins. Actions are the venue's initial grant, plus one for every unit of the quote currency
/// traded, minus those sent. If the venue reports how many are left, its number replaces ours.
/// Nothing is counted without limits.
struct RequestBudget: Sendable, Codable {
  private let weightCap: Int?
  private let batch: Int
  /// Weight of the largest page of fills, beside the question for it. If the venue allows little,
  /// it is capped so that such a question can still be asked.
  private let pageWeight: Int
  /// Weight that the outstanding answers may have.
  private var outWeight = 0
  /// Until when the minute counts as spent, because the venue said so.
  private var spentUntil = Instant.distantPast
  /// No question is asked before this moment; and how many times in a row the venue said "too many
  /// requests".
  private var asksFrom = Instant.distantPast
  private var throttles = 0
  /// Weights of the questions that wait for room. Entries leave room for the heaviest.
  private var waiting = WaitingQuestions()
  private let reserve: BasisPoints
  private let quoteUnit: Int64
  /// Longer than a minute: the oldest second may be almost over, and what was sent before the
  /// venue's minute began may have arrived within it.
  private var weight = SlidingSum(seconds: 63)
  /// The actions that the account was granted, minus those it sent; nil if there is no limit.
  private var granted: Int?
  private let actionsAtFirst: Int
  /// What was traded since then, in units of ``Money``.
  private var traded: Int64 = 0
  /// Requests of the present input. Their weight is counted when the input is over, packed into
  /// messages.
  private(set) var fresh = 0
  /// Until when a hold of entries counts as the same hold.
  private var heldUntil = Instant.distantPast

  init(_ capabilities: VenueCapabilities, reserve: BasisPoints, quoteUnit: Int64) {
    weightCap = capabilities.weightPerMinute
    let half = capabilities.weightPerMinute.map { ($0 - reserve.part(of: $0)) / 2 } ?? 0
    pageWeight = min(
      FillPage.weight(of: capabilities.fillsPerPage), max(0, half - RequestBudget.fillsWeight))
    batch = max(1, capabilities.maximumBatch)
    granted = capabilities.actionBudget
    actionsAtFirst = capabilities.actionBudget ?? 0
    self.reserve = reserve
    self.quoteUnit = max(1, quoteUnit)
  }

  @inline(__always) var isTracked: Bool { weightCap != nil || granted != nil }

  /// The most weight per minute that questions may bring the total to; nil if there is no limit.
  @inline(__always) var questionWeight: Int? { weightCap.map { $0 - reserve.part(of: $0) } }
  /// The same limit for entries. It is lower, to leave room for the heaviest waiting question and
  /// for the regular questions of a minute.
  @inline(__always) var openWeight: Int? {
    questionWeight.map {
      $0 - max(waiting.heaviest, min($0 / 5, RequestBudget.mostKeptForQuestions))
    }
  }

  private static let mostKeptForQuestions = 120
  private static let fillsWeight = Inquiry.fills(since: .distantPast).weight

  /// Weight of the last 60 seconds; at least the whole limit if the venue said that it is spent.
  /// Requests of the present input count as they will be packed.
  @inline(__always)
  func weight(at time: Instant) -> Int {
    time < spentUntil ? max(weightCap ?? 0, counted(at: time)) : counted(at: time)
  }

  @inline(__always)
  private func counted(at time: Instant) -> Int {
    weight.total(at: time) + (fresh + batch - 1) / batch + outWeight
  }

  /// When entries may use weight again, as things are now.
  func opens(after time: Instant) -> Instant {
    guard let openWeight else { return time }
    // An outstanding page may weigh less than is counted for it, and a waiting question may be
    // asked: check again soon.
    let mayFall = outWeight > 0 || waiting.heaviest > 0
    let soonest = mayFall ? time.advanced(byNanoseconds: Retry.nanoseconds) : time
    return max(weight.falls(under: openWeight, after: time), max(spentUntil, soonest))
  }

  /// Weight of a page of fills beside the question for it, estimated from the number of fills on
  /// the last page; the largest page if `fills` is nil.
  func pageWeight(after fills: Int?) -> Int {
    fills.map { min(pageWeight, FillPage.weight(of: 2 * $0 + 200)) } ?? pageWeight
  }

  /// Whether there is room for a question whose answer may add the weight `answer`.
  func hasRoom(for inquiry: Inquiry, answer: Int, at time: Instant) -> Bool {
    guard let questionWeight, inquiry.weight > 0 else { return true }
    guard time >= asksFrom else { return false }
    let weight = weighed(inquiry.weight + answer)
    return counted(at: time) + weight <= questionWeight - waiting.kept(beside: weight)
  }

  /// Whether more than half of a minute's weight is left, so that optional questions may be asked
  /// too.
  func isHalfFree(at time: Instant) -> Bool {
    weightCap.map { 2 * weight(at: time) < $0 } ?? true
  }

  /// A question counts as at most half of the limit, or a heavier one could never be asked.
  private func weighed(_ weight: Int) -> Int { min(weight, (questionWeight ?? .max) / 2) }

  /// There was no room for a question: it waits.
  mutating func hold(_ inquiry: Inquiry, answer: Int) {
    waiting.hold(weighed(inquiry.weight + answer))
  }

  /// Time between the pages of the daily audit, in nanoseconds. It is chosen so that they use a
  /// quarter of the weight for questions.
  var auditPause: Int64 {
    guard let questionWeight else { return Retry.nanoseconds }
    let share = max(1, questionWeight / 4)
    let seconds = 60 * (RequestBudget.fillsWeight + pageWeight) / share
    return Int64(max(1, seconds)) * Retry.nanoseconds
  }

  /// A question is asked whose answer may add the weight `answer`.
  mutating func ask(_ inquiry: Inquiry, answer: Int, at time: Instant) {
    guard weightCap != nil else { return }
    weight.add(inquiry.weight, at: time)
    outWeight += answer
    waiting.ask(weighed(inquiry.weight + answer))
  }

  /// A page of fills is no longer expected; the venue may have counted it.
  mutating func pageFailed(expected: Int, mayCount: Bool, at time: Instant) {
    guard weightCap != nil else { return }
    outWeight -= expected
    if mayCount { weight.add(expected, at: time) }
  }

  /// A question was answered.
  mutating func heardAnswer() { throttles = 0 }

  /// Actions that are left; nil if there is no such limit.
  var actionsLeft: Int? { granted.map { $0 + Int(traded / quoteUnit) - fresh } }
  /// Actions that entries leave to cancels and exits.
  var actionsKept: Int { reserve.part(of: actionsAtFirst) }

  /// A request is about to be sent.
  @inline(__always) mutating func add() {
    if isTracked { fresh += 1 }
  }

  /// An input is over: the weight of what it sends is counted.
  mutating func spend(_ requests: ArraySlice<OrderRequest>, at time: Instant) {
    fresh = 0
    guard !requests.isEmpty else { return }
    var total = 0
    var start = requests.startIndex
    while start < requests.endIndex {
      var end = start
      while end < requests.endIndex, end - start < batch,
        requests[end].kind == requests[start].kind
      {
        end += 1
      }
      total += OrderRequest.weight(ofMessageWith: end - start)
      start = end
    }
    if weightCap != nil { weight.add(total, at: time) }
    granted = granted.map { $0 - requests.count }
  }

  /// A page of fills came that was expected to have the weight `expected`; 0 if it had been given
  /// up.
  mutating func learn(page fills: Int, expected: Int, at time: Instant) {
    guard weightCap != nil else { return }
    outWeight -= expected
    weight.add(FillPage.weight(of: fills), at: time)
  }

  /// Trading earns actions.
  mutating func earn(_ value: Money) {
    guard granted != nil else { return }
    traded += value.units
  }

  /// The venue reported how many actions are left. It may not have counted those still on their
  /// way.
  mutating func learn(actionsLeft told: Int, onTheWay: Int) {
    guard let left = actionsLeft else { return }
    granted = granted.map { $0 + told - onTheWay - left }
  }

  /// The venue says that no weight is left.
  mutating func weightRanOut(at time: Instant) {
    guard weightCap != nil else { return }
    spentUntil = time.advanced(byNanoseconds: RequestBudget.minuteNanoseconds)
    let wait = 5 * Retry.nanoseconds << Int64(min(throttles, 2))
    asksFrom = time.advanced(byNanoseconds: wait)
    throttles += 1
  }

  /// A little more than the venue's minute.
  private static let minuteNanoseconds: Int64 = 63_000_000_000

  mutating func actionsRanOut() { learn(actionsLeft: 0, onTheWay: 0) }

  /// Entries are held back. Returns true if that is a new hold.
  mutating func hold(at time: Instant, until retryAt: Instant) -> Bool {
    // What is sent at that moment may leave no room for the next.
    let slack = Retry.nanoseconds
    defer {
      heldUntil = retryAt < .distantFuture ? retryAt.advanced(byNanoseconds: slack) : retryAt
    }
    return time > heldUntil
  }
}
