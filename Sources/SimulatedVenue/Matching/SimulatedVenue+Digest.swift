import Market
import Venue

extension SimulatedVenue {
  /// Adds everything that decides what the venue will do and has done: book, orders with their
  /// queue positions, position, counters, and the messages in transit.
  public func digest(into hash: inout StateHash) {
    book.digest(into: &hash)
    digestOrders(into: &hash)
    hash.add(position.steps)
    hash.add(lastFillID)
    hash.add(outrun.lowestSale)
    hash.add(outrun.highestPurchase)
    consumed.digest(into: &hash)
    hash.add(isCrossed)
    hash.add(soundMid2)
    if let toldMark {
      hash.add(toldMark.ticks)
      hash.add(toldMark.parts)
    }
    for id in unseen { hash.add(id) }
    hash.add(lastTrade)
    hash.add(account.cash)
    hash.add(account.entryCost)
    memory.digest(into: &hash)
    digestTriggers(into: &hash)
    hash.add(own.next.nanoseconds)
    hash.add(UInt64(phase.rawValue))
    hash.add(budgets.weight)
    hash.add(budgets.actions)
    digestCounters(into: &hash)
    requests.digest(into: &hash) { request, hash in hash.add(request) }
    replies.digest(into: &hash) { report, hash in hash.add(report) }
    hash.add(ready.count)
    for report in ready { hash.add(report) }
    digestInquiries(into: &hash)
  }

  private func digestInquiries(into hash: inout StateHash) {
    // An answer is made of what is digested already, except for the time when it was made.
    inquiries.digest(into: &hash) { inquiry, hash in hash.add(inquiry) }
    answers.digest(into: &hash) { _, _ in }
    hash.add(readyAnswers.count)
  }

  private func digestTriggers(into hash: inout StateHash) {
    hash.add(triggers.waiting.count)
    for waiting in triggers.waiting {
      hash.add(waiting.order.id)
      hash.add(waiting.trigger.price.ticks)
      hash.add(waiting.remaining)
    }
  }

  private func digestOrders(into hash: inout StateHash) {
    var total = hash
    total.add(orders.count)
    orders.visit { order in
      total.add(order.id)
      total.add(order.price.ticks)
      total.add(UInt64(order.side.rawValue) | UInt64(order.timeInForce.rawValue) << 8)
      total.add(order.isReduceOnly)
      total.add(order.remaining)
      total.add(order.filled)
      total.add(order.ahead)
      guard let place = orders.level(at: order.price, order.side) else { return }
      total.add(orders[level: place].shown)
      total.add(orders[level: place].traded)
    }
    hash = total
  }

  private func digestCounters(into hash: inout StateHash) {
    hash.add(counters.accepted)
    hash.add(counters.rejected)
    hash.add(counters.cancelled)
    hash.add(counters.amended)
    hash.add(counters.refused)
    hash.add(counters.completed)
    hash.add(counters.makerFills)
    hash.add(counters.takerFills)
    hash.add(counters.volume)
  }
}

extension StateHash {
  fileprivate mutating func add(_ id: ClientOrderID) {
    add(id.low)
    add(id.generation)
    add(UInt64(id.tag) << 8 | UInt64(id.purpose?.rawValue ?? 0))
  }

  mutating func add(_ request: OrderRequest) {
    switch request {
    case .place(let order):
      add(1)
      add(order.id)
      add(order.limit?.ticks ?? 0)
      add(order.quantity.steps)
      add(UInt64(order.side.rawValue) | UInt64(order.timeInForce.rawValue) << 8)
      add(order.isReduceOnly)
      add(order.trigger?.price.ticks ?? 0)
      add(order.expiresAt.nanoseconds)
      add(order.group)
    case .amend(let id, let limit, let remaining):
      add(2)
      add(id)
      add(limit.ticks)
      add(remaining.steps)
    case .cancel(let id):
      add(3)
      add(id)
    case .scheduleCancel(let time):
      add(4)
      add(time?.nanoseconds ?? 0)
    }
  }

  fileprivate mutating func add(_ inquiry: Inquiry) {
    switch inquiry {
    case .status(let id):
      add(1)
      add(id)
    case .openOrders(let asked):
      add(2)
      add(asked.nanoseconds)
    case .account(let asked):
      add(3)
      add(asked.nanoseconds)
    case .fills(let since, let after):
      add(4)
      add(since.nanoseconds)
      if let after { add(after.value) }
    case .marketStatus: add(5)
    case .reconnect(let channel): add(6 + UInt64(channel.rawValue))
    }
  }

  mutating func add(_ report: VenueReport) {
    switch report {
    case .accepted(let id): add(id, as: 1)
    case .rejected(let id, let refusal): add(id, as: 2, refusal.rawValue)
    case .filled(let fill): add(fill)
    case .cancelled(let id, let cause, let filled):
      add(id, as: 4, cause.rawValue)
      add(filled.steps)
    case .cancelRefused(let id, let refusal): add(id, as: 5, refusal.rawValue)
    case .amended(let id, let limit, let remaining):
      add(id, as: 6)
      add(limit.ticks)
      add(remaining.steps)
    case .amendRefused(let id, let refusal): add(id, as: 7, refusal.rawValue)
    case .shrunk(let id, let remaining):
      add(id, as: 8)
      add(remaining.steps)
    case .triggered(let id): add(id, as: 9)
    case .failed(let id, let kind, let failure):
      add(id, as: 10 + UInt64(kind.rawValue), failure.rawValue)
    case .cancelScheduled(let time): add(UInt64(bitPattern: time?.nanoseconds ?? 0))
    case .scheduleRefused(let refusal): add(UInt64(refusal.rawValue))
    case .funded(let funding):
      add(funding.time.nanoseconds)
      add(funding.amount)
    }
  }

  private mutating func add(_ id: ClientOrderID, as kind: UInt64, _ detail: UInt8 = 0) {
    add(kind << 8 | UInt64(detail))
    add(id)
  }

  private mutating func add(_ fill: Fill) {
    add(fill.order, as: 3, fill.side.rawValue << 1 | fill.liquidity.rawValue)
    add(fill.id.value)
    add(fill.price.ticks)
    add(fill.quantity.steps)
    add(fill.fee)
    add(fill.time.nanoseconds)
  }
}
