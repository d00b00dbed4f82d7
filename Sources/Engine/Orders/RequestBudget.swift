import Market
import Venue

/// What may still be sent: weight a minute for our address on the network, and actions for the
/// account. Near either limit opens wait; cancels and exits keep a share of their own.
///
/// Weight is counted over the last sixty seconds, whichever minute the venue counts in. Actions are
/// what the venue grants at first, one more for every unit of the quote currency traded, less those
/// sent; where the venue says how many are left, that counts. Without limits nothing is counted.
struct RequestBudget: Sendable {
  private let weightCap: Int?
  private let batch: Int
  private let reserve: BasisPoints
  private let quoteUnit: Int64
  /// A second more than a minute, since the oldest second may be all but over.
  private var weight = SlidingSum(seconds: 61)
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
    batch = max(1, capabilities.maximumBatch)
    granted = capabilities.actionBudget
    actionsAtFirst = capabilities.actionBudget ?? 0
    self.reserve = reserve
    self.quoteUnit = max(1, quoteUnit)
  }

  @inline(__always) var isTracked: Bool { weightCap != nil || granted != nil }

  /// The most weight a minute that opens may bring about.
  var openWeight: Int? { weightCap.map { $0 - reserve.part(of: $0) } }
  /// Weight of the last sixty seconds; what the present input sends counts as it will be packed.
  @inline(__always)
  func weight(at time: Instant) -> Int {
    weight.total(at: time) + (fresh + batch - 1) / batch
  }

  /// When opens may bring about weight again, as things stand.
  func opens(after time: Instant) -> Instant {
    openWeight.map { weight.falls(under: $0, after: time) } ?? time
  }

  /// Actions that are left; nothing where there is no such limit.
  var actionsLeft: Int? { granted.map { $0 + Int(traded / quoteUnit) - fresh } }
  /// Actions that opens leave to cancels and exits.
  var actionsKept: Int { reserve.part(of: actionsAtFirst) }

  /// A request is about to leave.
  @inline(__always) mutating func add() {
    if isTracked { fresh += 1 }
  }

  /// An input is over: what it sends and asks is weighed.
  mutating func spend(
    _ requests: ArraySlice<OrderRequest>, _ inquiries: ArraySlice<Inquiry>, at time: Instant
  ) {
    fresh = 0
    guard !requests.isEmpty || !inquiries.isEmpty else { return }
    var total = inquiries.reduce(0) { $0 + $1.weight }
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

  /// A page of fills came.
  mutating func learn(page fills: Int, at time: Instant) {
    guard weightCap != nil else { return }
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
    guard let weightCap else { return }
    weight.add(max(0, weightCap - weight.total(at: time)), at: time)
  }

  mutating func actionsRanOut() { learn(actionsLeft: 0, onTheWay: 0) }

  /// Opens are held back. Returns whether that is news.
  mutating func hold(at time: Instant, until retryAt: Instant) -> Bool {
    // What goes out at that moment may leave nothing for the next.
    let slack = Engine.retryNanoseconds
    defer {
      heldUntil = retryAt < .distantFuture ? retryAt.advanced(byNanoseconds: slack) : retryAt
    }
    return time > heldUntil
  }

  func digest(into hash: inout StateHash) {
    guard isTracked else { return }
    weight.digest(into: &hash)
    hash.add(granted ?? -1)
    hash.add(traded)
    hash.add(heldUntil.nanoseconds)
  }
}

extension Engine {
  /// How the budget stands for one more open.
  @inline(__always) mutating func requestBudgetReading() -> GateReading {
    guard budget.isTracked else { return .unused(.requestBudget, .weightSpent) }
    if let left = budget.actionsLeft, left <= budget.actionsKept || budget.openWeight == nil {
      return GateReading(
        .requestBudget, isOpen: left > budget.actionsKept,
        Reason(.actionsSpent, value: Int64(left), limit: Int64(budget.actionsKept)))
    }
    let spent = budget.weight(at: time)
    let most = budget.openWeight ?? .max
    return GateReading(
      .requestBudget, isOpen: spent < most,
      Reason(.weightSpent, value: Int64(spent), limit: Int64(most)))
  }

  /// Opens wait for the budget: for weight until there is some, for actions it is looked at again
  /// every second.
  mutating func holdForBudget(_ reason: Reason) {
    let retryAt =
      reason.code == .weightSpent
      ? budget.opens(after: time) : time.advanced(byNanoseconds: Engine.retryNanoseconds)
    agenda.wake(at: retryAt)
    if budget.hold(at: time, until: retryAt) { recoveries.count(.budgetHeld) }
  }

  /// Weighs what an input sends and asks.
  @inline(__always)
  mutating func weigh(_ effects: Effects, since requests: Int, _ inquiries: Int) {
    guard budget.isTracked else { return }
    budget.spend(effects.requests[requests...], effects.inquiries[inquiries...], at: time)
  }

  /// The venue let something not through for want of budget.
  mutating func observeBudget(_ report: VenueReport) {
    guard budget.isTracked else { return }
    switch report {
    case .rejected(_, .rateLimited), .cancelRefused(_, .rateLimited),
      .amendRefused(_, .rateLimited), .scheduleRefused(.rateLimited):
      budget.actionsRanOut()
    case .failed(_, _, .throttled): budget.weightRanOut(at: time)
    case .accepted, .rejected, .filled, .cancelled, .cancelRefused, .amended, .amendRefused,
      .shrunk, .triggered, .failed, .cancelScheduled, .scheduleRefused, .funded:
      break
    }
  }
}
