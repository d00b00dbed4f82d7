import Market
import Venue

/// What the account may still send: weight a minute for the address on the network, actions for the
/// account.
///
/// | budget | costs | spent |
/// |---|---|---|
/// | weight a minute | a message 1 and 1 more for every 40 items; an inquiry 2, lists 20 and 1 more for every 20 fills | unseen: `failed(throttled)` |
/// | actions | each item 1, whatever becomes of it | `rateLimited`, but for one request every ten seconds |
///
/// Actions grow with what is traded. Cancels may go on for another 100,000, at most twice as many.
/// What is refused for want of a budget costs nothing; what has expired five times as much. Source: Hyperliquid's "Rate limits and user limits".
struct Budgets: Sendable {
  static let minute: Int64 = 60_000_000_000
  static let spareNanoseconds: Int64 = 10_000_000_000

  private var minuteStart = Instant.distantPast
  private(set) var weight = 0
  private(set) var actions = 0
  private var lastSpare = Instant.distantPast

  /// Spends weight, if the minute has it.
  mutating func spend(weight cost: Int, of limit: Int, at time: Instant) -> Bool {
    if time.nanoseconds(since: minuteStart) >= Budgets.minute || minuteStart == .distantPast {
      minuteStart = time
      weight = 0
    }
    guard weight + cost <= limit else { return false }
    weight += cost
    return true
  }

  /// What was spent of the minute that a moment lies in.
  func weight(at time: Instant) -> Int {
    time.nanoseconds(since: minuteStart) >= Budgets.minute ? 0 : weight
  }

  /// Spends an action, if there is one.
  mutating func spendAction(of limit: Int, isCancel: Bool, at time: Instant) -> Bool {
    let most = isCancel ? min(limit + 100_000, 2 * limit) : limit
    if actions >= most {
      guard
        lastSpare == .distantPast || time.nanoseconds(since: lastSpare) >= Budgets.spareNanoseconds
      else { return false }
      lastSpare = time
    }
    actions += 1
    return true
  }

  /// What an action that had expired costs beside its own.
  static let staleActions = 4

  /// An action had expired as it came.
  mutating func spendStale() { actions += Budgets.staleActions }
}

// MARK: Messages

extension SimulatedVenue {
  /// Works a message that budgets and limits look at as a whole.
  mutating func workJudged(_ message: ArraySlice<OrderRequest>, at time: Instant) {
    if let limit = settings.limits.weightPerMinute {
      let cost = OrderRequest.weight(ofMessageWith: message.count)
      guard budgets.spend(weight: cost, of: limit, at: time) else {
        for request in message { throttle(request, at: time) }
        return
      }
    }
    if settings.limits.refusesWholeMessages, let refusal = refusal(ofForm: message) {
      for case .place(let order) in message { reject(order, refusal, at: time) }
      return
    }
    for request in message {
      if let actionLimit,
        !budgets.spendAction(of: actionLimit, isCancel: request.kind == .cancel, at: time)
      {
        refuse(request, .rateLimited, at: time)
      } else {
        work(request, at: time)
      }
    }
  }

  /// Answers an inquiry, if the minute has weight for it.
  mutating func answerJudged(_ inquiry: Inquiry, at time: Instant) {
    guard let limit = settings.limits.weightPerMinute else { return answer(inquiry, at: time) }
    var cost = inquiry.weight
    if case .fills(let since, let after) = inquiry {
      let page = memory.page(since: since, after: pageStart(after), at: time)
      cost += FillPage.weight(of: page.fills.count)
    }
    if budgets.spend(weight: cost, of: limit, at: time) {
      answer(inquiry, at: time)
    } else {
      say(.failed(inquiry, .throttled), at: time)
    }
  }

  /// The weight that was spent of the minute, as the venue counts it.
  public func weightSpent(at time: Instant) -> Int { budgets.weight(at: time) }

  /// How many actions the account has, by what it traded.
  var actionLimit: Int? {
    guard let actions = settings.limits.actions else { return nil }
    guard let unit = instrument.exactMoney(DecimalNumber(mantissa: 1, decimals: 0)) else {
      return actions
    }
    return Int(clamping: Int128(actions) + account.traded.units / max(1, unit.units))
  }

  private mutating func throttle(_ request: OrderRequest, at time: Instant) {
    switch request {
    case .place(let order): report(.failed(order.id, .place, .throttled), at: time)
    case .amend(let id, _, _): report(.failed(id, .amend, .throttled), at: time)
    case .cancel(let id): report(.failed(id, .cancel, .throttled), at: time)
    case .scheduleCancel: report(.scheduleRefused(.rateLimited), at: time)
    }
  }

  mutating func refuse(_ request: OrderRequest, _ refusal: Refusal, at time: Instant) {
    switch request {
    case .place(let order): reject(order, refusal, at: time)
    case .amend(let id, _, _): refuseAmend(id, refusal, at: time)
    case .cancel(let id):
      counters.refused += 1
      report(.cancelRefused(id, refusal), at: time)
    case .scheduleCancel: report(.scheduleRefused(refusal), at: time)
    }
  }

  /// What the first order of a form the venue doesn't take is refused for.
  private func refusal(ofForm message: ArraySlice<OrderRequest>) -> Refusal? {
    for case .place(let order) in message {
      if let refusal = refusal(ofForm: order) { return refusal }
    }
    return nil
  }

  /// What can be seen of an order without looking at anything else: size, tick grid, price band.
  func refusal(ofForm order: NewOrder) -> Refusal? {
    if order.quantity.isZero { return .malformed }
    if let trigger = order.trigger, !isOnTickGrid(trigger.price) { return .invalidTickSize }
    guard let limit = order.limit else { return nil }
    if !isOnTickGrid(limit) { return .invalidTickSize }
    return order.trigger == nil ? refusal(ofBand: limit) : nil
  }
}
