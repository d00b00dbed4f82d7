import Market
import Venue

/// What may still be sent: weight a minute for our address on the network, and actions for the
/// account. Near either limit opens and questions wait; cancels and exits keep a share of their own. Of
/// what opens and questions have together opens leave a part to questions.
///
/// A question is weighed before it is asked, one for fills with the page that it may bring. After
/// "too many requests" the minute counts as spent for opens, and nothing is asked for some seconds, longer
/// each time.
///
/// Weight is counted over the last sixty seconds, whichever minute the venue counts in. Actions are
/// what the venue grants at first, one more for every unit of the quote currency traded, less those
/// sent; where the venue says how many are left, that counts. Without limits nothing is counted.
struct RequestBudget: Sendable, Codable {
  private let weightCap: Int?
  private let batch: Int
  /// What the largest page of fills weighs beside the question for it; where the venue allows little, no
  /// more than what lets one be asked for.
  private let pageWeight: Int
  /// What the answers that were asked for and have not come may weigh.
  private var outWeight = 0
  /// Until when the minute counts as spent, since the venue said so.
  private var spentUntil = Instant.distantPast
  /// Before this moment nothing is asked, and how often in a row the venue said "too many requests".
  private var asksFrom = Instant.distantPast
  private var throttles = 0
  /// What the questions weigh that wait for room; opens leave the heaviest its room.
  private var waiting = WaitingQuestions()
  private let reserve: BasisPoints
  private let quoteUnit: Int64
  /// Longer than a minute: the oldest second may be all but over, and what left before the venue's minute
  /// began may have come within it.
  private var weight = SlidingSum(seconds: 63)
  /// What the account was granted, less what it sent.
  private var granted: Int?
  private let actionsAtFirst: Int
  /// What was traded since then, in units of ``Money``.
  private var traded: Int64 = 0
  /// Requests of the present input; they are weighed once it is over, packed into messages.
  private(set) var fresh = 0
  /// Until when a hold of opens counts as the same one.
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

  /// The most weight a minute that questions may bring it to.
  @inline(__always) var questionWeight: Int? { weightCap.map { $0 - reserve.part(of: $0) } }
  /// The most that opens may; the rest is what the regular questions of a minute need.
  @inline(__always) var openWeight: Int? {
    questionWeight.map {
      $0 - max(waiting.heaviest, min($0 / 5, RequestBudget.mostKeptForQuestions))
    }
  }

  private static let mostKeptForQuestions = 120
  private static let fillsWeight = Inquiry.fills(since: .distantPast).weight

  /// Weight of the last sixty seconds, all there is where the venue said so; what the present input
  /// sends counts as it will be packed.
  @inline(__always)
  func weight(at time: Instant) -> Int {
    time < spentUntil ? max(weightCap ?? 0, counted(at: time)) : counted(at: time)
  }

  @inline(__always)
  private func counted(at time: Instant) -> Int {
    weight.total(at: time) + (fresh + batch - 1) / batch + outWeight
  }

  /// When opens may bring about weight again, as things stand.
  func opens(after time: Instant) -> Instant {
    guard let openWeight else { return time }
    // A page that is still to come may weigh less than is counted for it, and a question that waits
    // may be asked: that is seen soon.
    let mayFall = outWeight > 0 || waiting.heaviest > 0
    let soonest = mayFall ? time.advanced(byNanoseconds: Retry.nanoseconds) : time
    return max(weight.falls(under: openWeight, after: time), max(spentUntil, soonest))
  }

  /// What a page of fills weighs beside the question for it, where the last one had so many; as much as the
  /// largest where that says nothing.
  func pageWeight(after fills: Int?) -> Int {
    fills.map { min(pageWeight, FillPage.weight(of: 2 * $0 + 200)) } ?? pageWeight
  }

  /// Whether there is room for a question whose answer may weigh so much beside it.
  func hasRoom(for inquiry: Inquiry, answer: Int, at time: Instant) -> Bool {
    guard let questionWeight, inquiry.weight > 0 else { return true }
    guard time >= asksFrom else { return false }
    let weight = weighed(inquiry.weight + answer)
    return counted(at: time) + weight <= questionWeight - waiting.kept(beside: weight)
  }

  /// Whether more than half of the weight of a minute is left, so that what is not needed may be asked too.
  func isHalfFree(at time: Instant) -> Bool {
    weightCap.map { 2 * weight(at: time) < $0 } ?? true
  }

  /// More than half of what there is counts as that half, or it could never be asked.
  private func weighed(_ weight: Int) -> Int { min(weight, (questionWeight ?? .max) / 2) }

  /// There was no room for a question: it waits.
  mutating func hold(_ inquiry: Inquiry, answer: Int) {
    waiting.hold(weighed(inquiry.weight + answer))
  }

  /// How long the pages of the daily audit lie apart, in nanoseconds: so long that they take a quarter of
  /// what questions may.
  var auditPause: Int64 {
    guard let questionWeight else { return Retry.nanoseconds }
    let share = max(1, questionWeight / 4)
    let seconds = 60 * (RequestBudget.fillsWeight + pageWeight) / share
    return Int64(max(1, seconds)) * Retry.nanoseconds
  }

  /// Something is asked whose answer may weigh so much beside it.
  mutating func ask(_ inquiry: Inquiry, answer: Int, at time: Instant) {
    guard weightCap != nil else { return }
    weight.add(inquiry.weight, at: time)
    outWeight += answer
    waiting.ask(weighed(inquiry.weight + answer))
  }

  /// A page of fills is not waited for any more; the venue may have counted it.
  mutating func pageFailed(expected: Int, mayCount: Bool, at time: Instant) {
    guard weightCap != nil else { return }
    outWeight -= expected
    if mayCount { weight.add(expected, at: time) }
  }

  /// A question was answered.
  mutating func heardAnswer() { throttles = 0 }

  /// Actions that are left; nothing where there is no such limit.
  var actionsLeft: Int? { granted.map { $0 + Int(traded / quoteUnit) - fresh } }
  /// Actions that opens leave to cancels and exits.
  var actionsKept: Int { reserve.part(of: actionsAtFirst) }

  /// A request is about to leave.
  @inline(__always) mutating func add() {
    if isTracked { fresh += 1 }
  }

  /// An input is over: what it sends is weighed.
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

  /// A page of fills came that was expected to weigh so much; nothing where it was given up before.
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

  /// The venue told how many actions are left; of those that are on their way it may not know yet.
  mutating func learn(actionsLeft told: Int, onTheWay: Int) {
    guard let left = actionsLeft else { return }
    granted = granted.map { $0 + told - onTheWay - left }
  }

  /// The venue says that there is no weight left, or no action.
  mutating func weightRanOut(at time: Instant) {
    guard weightCap != nil else { return }
    spentUntil = time.advanced(byNanoseconds: RequestBudget.minuteNanoseconds)
    let wait = 5 * Retry.nanoseconds << Int64(min(throttles, 2))
    asksFrom = time.advanced(byNanoseconds: wait)
    throttles += 1
  }

  /// Somewhat more than the venue's minute.
  private static let minuteNanoseconds: Int64 = 63_000_000_000

  mutating func actionsRanOut() { learn(actionsLeft: 0, onTheWay: 0) }

  /// Opens are held back. Returns whether that is news.
  mutating func hold(at time: Instant, until retryAt: Instant) -> Bool {
    // What goes out at that moment may leave nothing for the next.
    let slack = Retry.nanoseconds
    defer {
      heldUntil = retryAt < .distantFuture ? retryAt.advanced(byNanoseconds: slack) : retryAt
    }
    return time > heldUntil
  }
}
