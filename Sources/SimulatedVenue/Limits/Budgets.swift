import Market
import Venue

/// What the account may still send: weight per minute for the network address, actions for the
/// account.
///
/// | budget | costs | once spent |
/// |---|---|---|
/// | weight per minute | a message 1 and 1 more for every 40 items; an inquiry 2, lists 20 and 1 more for every 20 fills | unseen by the venue: `failed(throttled)` |
/// | actions | each item 1, whatever its outcome | `rateLimited`, except one request every ten seconds |
///
/// Actions grow with the value traded. Cancels have another 100,000 actions, but at most twice as
/// many as other requests. A request refused for lack of a budget costs nothing; an expired one
/// costs five times as much. Source: Hyperliquid's "Rate limits and user limits".
struct Budgets: Sendable {
  static let minute: Int64 = 60_000_000_000
  static let spareNanoseconds: Int64 = 10_000_000_000

  private var minuteStart = Instant.distantPast
  private(set) var weight = 0
  private(set) var actions = 0
  private var lastSpare = Instant.distantPast

  /// Spends weight if enough is left of the minute; returns whether it was.
  mutating func spend(weight cost: Int, of limit: Int, at time: Instant) -> Bool {
    if time.nanoseconds(since: minuteStart) >= Budgets.minute || minuteStart == .distantPast {
      minuteStart = time
      weight = 0
    }
    guard weight + cost <= limit else { return false }
    weight += cost
    return true
  }

  /// The weight spent of the minute that `time` is in.
  func weight(at time: Instant) -> Int {
    time.nanoseconds(since: minuteStart) >= Budgets.minute ? 0 : weight
  }

  /// Spends an action if one is left; returns whether it was.
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

  /// What an expired action costs in addition to its own.
  static let staleActions = 4

  /// Charges for an action that had expired when it arrived.
  mutating func spendStale() { actions += Budgets.staleActions }
}

// MARK: Messages

extension SimulatedVenue {
  /// Works a message that budgets and limits check as a whole.
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

  /// Answers an inquiry if the minute has enough weight left.
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

  /// The weight spent of the current minute, as the venue counts it.
  public func weightSpent(at time: Instant) -> Int { budgets.weight(at: time) }

  /// The number of actions that the account has by the value it traded; nil for no limit.
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

  /// Why the first order with an invalid form is refused; nil if all forms are valid.
  private func refusal(ofForm message: ArraySlice<OrderRequest>) -> Refusal? {
    for case .place(let order) in message {
      if let refusal = refusal(ofForm: order) { return refusal }
    }
    return nil
  }

  /// Checks what can be seen of an order by itself: size, tick grid, price band.
  func refusal(ofForm order: NewOrder) -> Refusal? {
    if order.quantity.isZero { return .malformed }
    if let trigger = order.trigger, !isOnTickGrid(trigger.price) { return .invalidTickSize }
    guard let limit = order.limit else { return nil }
    if !isOnTickGrid(limit) { return .invalidTickSize }
    return order.trigger == nil ? refusal(ofBand: limit) : nil
  }
}
