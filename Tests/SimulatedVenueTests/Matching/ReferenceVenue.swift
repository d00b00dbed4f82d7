import Market
import SimulatedVenue
import Venue

/// The rules of matching once more, as slowly and plainly as can be: arrays, dictionaries, trades
/// dealt out step by step. It shares no code with the venue it is held against.
struct ReferenceVenue {
  struct Order {
    var request: NewOrder
    var price: Int64
    var remaining: Int64
    var filled: Int64 = 0
    var ahead: Int64 = 0
    /// The book was through it when it came to rest, and has been since.
    var isUnseen = false
    var serial = 0
    var isBuy: Bool { request.side == .buy }
  }

  /// Prices that were sold and bought at since the last change of the book.
  var sold: [Int64] = []
  var bought: [Int64] = []
  /// Trades that consumed what is displayed at their price since the tape last said how much that is.
  var eatenBids: [(price: Int64, volume: Int64)] = []
  var eatenAsks: [(price: Int64, volume: Int64)] = []
  /// Prices of trades since the tape last showed size beyond them.
  var passedBids: [Int64] = []
  var passedAsks: [Int64] = []
  /// The last update of the tape left the book crossed, and what the mark was before.
  var isCrossed = false
  var soundMark: Int64?
  var bids: [Int64: Int64] = [:]
  var asks: [Int64: Int64] = [:]
  /// Oldest first, whatever side and price.
  var orders: [Order] = []
  /// What traded at a price of ours since the tape last changed it; a level of ours keeps it only
  /// while an order of ours stands there.
  var tradedBids: [Int64: Int64] = [:]
  var tradedAsks: [Int64: Int64] = [:]
  var position: Int64 = 0
  var fillCount: UInt64 = 0
  var reports: [VenueReport] = []
  var time: Int64 = 0

  let minimumNotional: Int64
  let makerFee: Int64
  let takerFee: Int64
  let maximumOpenOrders: Int
  let isProportional: Bool
  var rules = RuleSettings()

  /// Orders that wait for a price, oldest first.
  var waiting: [Order] = []
  /// What filled of grouped orders in the matching that is going on.
  var outcomes: [(group: Int64, id: ClientOrderID, steps: Int64, isWhole: Bool)] = []
  var lastTrade: Int64?
  var accepted = 0

  // MARK: The tape

  mutating func apply(_ changes: [MarketChange]) {
    // The last displayed sizes, in case a snapshot comes.
    let shownBids = bids
    let shownAsks = asks
    let isSnapshot = changes.contains(.clear)
    isCrossed = willBeCrossed(changes)
    defer { aftermath() }
    for change in changes {
      eat(change)
      switch change.kind {
      case .clear: (bids, asks) = ([:], [:])
      case .bidLevel:
        if !isSnapshot {
          requeue(true, change.ticks, from: bids[change.ticks] ?? 0, to: change.steps)
        }
        bids[change.ticks] = change.steps == 0 ? nil : change.steps
      case .askLevel:
        if !isSnapshot {
          requeue(false, change.ticks, from: asks[change.ticks] ?? 0, to: change.steps)
        }
        asks[change.ticks] = change.steps == 0 ? nil : change.steps
      case .sellTrade: trade(at: change.ticks, change.steps, hitsBids: true)
      case .buyTrade: trade(at: change.ticks, change.steps, hitsBids: false)
      default: break
      }
    }
    if isSnapshot {
      for price in Set(orders.filter(\.isBuy).map(\.price)) {
        requeue(true, price, from: shownBids[price] ?? 0, to: bids[price] ?? 0)
      }
      for price in Set(orders.filter { !$0.isBuy }.map(\.price)) {
        requeue(false, price, from: shownAsks[price] ?? 0, to: asks[price] ?? 0)
      }
    }
    if changes.contains(where: { [.clear, .bidLevel, .askLevel].contains($0.kind) }) {
      (sold, bought) = ([], [])
      if isCrossed { return }
      if let bid = bids.keys.max(), let ask = asks.keys.min() { soundMark = (bid + ask) / 2 }
      for index in orders.indices where !isThrough(orders[index]) { orders[index].isUnseen = false }
      if let ask = asks.keys.min() { fillThrough(buys: true, onlySeen: true) { $0 > ask } }
      if let bid = bids.keys.max() { fillThrough(buys: false, onlySeen: true) { $0 < bid } }
    }
  }

  private func isThrough(_ order: Order) -> Bool {
    order.isBuy
      ? asks.keys.contains { $0 < order.price } : bids.keys.contains { $0 > order.price }
  }

  private mutating func requeue(_ buys: Bool, _ price: Int64, from old: Int64, to new: Int64) {
    let traded = (buys ? tradedBids[price] : tradedAsks[price]) ?? 0
    if buys { tradedBids[price] = nil } else { tradedAsks[price] = nil }
    for index in orders.indices where orders[index].isBuy == buys && orders[index].price == price {
      var ahead = orders[index].ahead
      let stood = old - traded
      if isProportional, new < stood {
        // ahead × new ÷ stood, rounded up.
        ahead = min(ahead, stood)
        ahead = (ahead * new + stood - 1) / stood
      }
      orders[index].ahead = min(ahead, new)
    }
  }

  private mutating func trade(at price: Int64, _ volume: Int64, hitsBids: Bool) {
    if hitsBids { sold.append(price) } else { bought.append(price) }
    lastTrade = price
    if isCrossed { return }
    if hitsBids {
      fillThrough(buys: true) { $0 > price }
    } else {
      fillThrough(buys: false) { $0 < price }
    }
    let stands = { (order: Order) in order.isBuy == hitsBids && order.price == price }
    if orders.contains(where: stands) {
      if hitsBids {
        tradedBids[price, default: 0] += volume
      } else {
        tradedAsks[price, default: 0] += volume
      }
    }
    var running: (id: ClientOrderID, steps: Int64)?
    for _ in 0..<volume {
      // Whoever is first in the queue gets this step.
      while let first = orders.firstIndex(where: stands), orders[first].ahead == 0,
        let cause = standstill(orders[first])
      {
        flush(&running)
        end(first, cause)
      }
      guard let first = orders.firstIndex(where: stands) else { break }
      if orders[first].ahead > 0 {
        for index in orders.indices where stands(orders[index]) && orders[index].ahead > 0 {
          orders[index].ahead -= 1
        }
        continue
      }
      let id = orders[first].request.id
      if running?.id != id { flush(&running) }
      running = (id, (running?.steps ?? 0) + 1)
      move(first, 1)
      if orders[first].remaining == 0 { flush(&running) }
    }
    flush(&running)
  }

  private mutating func flush(_ running: inout (id: ClientOrderID, steps: Int64)?) {
    guard let (id, steps) = running else { return }
    running = nil
    let index = orders.firstIndex { $0.request.id == id }!
    let isWhole = orders[index].remaining == 0
    tell(orders[index].request, steps, at: orders[index].price, .maker, isWhole: isWhole)
    if orders[index].remaining == 0 { drop(index) }
  }

  private mutating func fillThrough(
    buys: Bool, onlySeen: Bool = false, where isThrough: (Int64) -> Bool
  ) {
    while true {
      let hit = orders.indices.filter {
        orders[$0].isBuy == buys && isThrough(orders[$0].price)
          && !(onlySeen && orders[$0].isUnseen)
      }
      let best = hit.map { orders[$0].price }.reduce(nil as Int64?) { best, price in
        best.map { buys ? max($0, price) : min($0, price) } ?? price
      }
      guard let first = hit.first(where: { orders[$0].price == best }) else { return }
      let order = orders[first]
      if isOutdone(order) {
        end(first, .siblingFilled)
        continue
      }
      let steps =
        order.request.isReduceOnly ? min(order.remaining, reducible(order)) : order.remaining
      if steps > 0 {
        move(first, steps)
        let isWhole = orders[first].remaining == 0
        tell(order.request, steps, at: order.price, .maker, isWhole: isWhole)
      }
      if orders[first].remaining > 0 { end(first, .reduceOnly) } else { drop(first) }
    }
  }

  // MARK: Requests

  mutating func work(_ request: OrderRequest) {
    switch request {
    case .place(let order): place(order)
    case .scheduleCancel: reports.append(.scheduleRefused(.notAvailable))
    case .cancel(let id):
      if let index = orders.firstIndex(where: { $0.request.id == id }) {
        end(index, .requested)
      } else if let index = waiting.firstIndex(where: { $0.request.id == id }) {
        waiting.remove(at: index)
        reports.append(.cancelled(id, .requested, filled: .zero))
      } else {
        reports.append(.cancelRefused(id, .unknownOrder))
      }
    case .amend(let id, let limit, let remaining): amend(id, limit, remaining)
    }
    aftermath()
  }

  private mutating func place(_ request: NewOrder) {
    if let refusal = refusal(request) { return reports.append(.rejected(request.id, refusal)) }
    reports.append(.accepted(request.id))
    accepted += 1
    var order = Order(
      request: request, price: request.limit?.ticks ?? 0, remaining: request.quantity.steps)
    order.serial = accepted
    if request.trigger != nil { waiting.append(order) } else { enter(order) }
  }

  private mutating func amend(_ id: ClientOrderID, _ limit: Price, _ remaining: Quantity) {
    guard let index = orders.firstIndex(where: { $0.request.id == id }) else {
      let isWaiting = waiting.contains { $0.request.id == id }
      return reports.append(.amendRefused(id, isWaiting ? .notAvailable : .unknownOrder))
    }
    if remaining.steps == 0 { return reports.append(.amendRefused(id, .malformed)) }
    var order = orders[index]
    let isSmall = limit.ticks * remaining.steps < minimumNotional
    if isSmall && !(order.request.isReduceOnly && remaining.steps >= abs(position)) {
      return reports.append(.amendRefused(id, .belowMinimumNotional))
    }
    if limit.ticks == order.price && remaining.steps < order.remaining {
      reports.append(.amended(id, limit: limit, remaining: remaining))
      orders[index].remaining = remaining.steps
      return
    }
    if order.request.timeInForce == .postOnly && wouldTake(order.request.side, limit.ticks) {
      return reports.append(.amendRefused(id, .wouldCross))
    }
    reports.append(.amended(id, limit: limit, remaining: remaining))
    drop(index)
    order.price = limit.ticks
    order.remaining = remaining.steps
    enter(order, isAmended: true)
  }

  private func refusal(_ order: NewOrder) -> Refusal? {
    if order.quantity.steps == 0 { return .malformed }
    if (orders + waiting).contains(where: { $0.request.id == order.id }) { return .duplicateID }
    let isShort = [.immediateOrCancel, .fillOrKill].contains(order.timeInForce)
    let stays = order.trigger != nil || (order.limit != nil && !isShort)
    if stays && orders.count + waiting.count >= maximumOpenOrders { return .tooManyOrders }
    if order.isReduceOnly && (order.side == .buy ? position >= 0 : position <= 0) {
      return .reduceOnly
    }
    let best = order.side == .buy ? standingAsks.min() : standingBids.max()
    guard let reference = order.limit?.ticks ?? order.trigger?.price.ticks ?? best else {
      return .noLiquidity
    }
    if reference * order.quantity.steps < minimumNotional,
      !(order.isReduceOnly && order.quantity.steps >= abs(position))
    {
      return .belowMinimumNotional
    }
    if let trigger = order.trigger { return goesOff(trigger, order.side) ? .badTrigger : nil }
    if order.timeInForce == .postOnly, wouldTake(order.side, order.limit!.ticks) {
      return .wouldCross
    }
    return nil
  }

  /// The prices that no trade since the last change of the book has gone through.
  private var standingBids: [Int64] { bids.keys.filter { bid in !sold.contains { $0 < bid } } }
  private var standingAsks: [Int64] { asks.keys.filter { ask in !bought.contains { $0 > ask } } }

  func wouldTake(_ side: Side, _ limit: Int64) -> Bool {
    let isOwnThere =
      rules.selfTrade == .cancelsResting
      && orders.contains {
        $0.request.side != side && (side == .buy ? $0.price <= limit : $0.price >= limit)
      }
    return isOwnThere
      || (side == .buy
        ? standingAsks.contains { $0 <= limit } : standingBids.contains { $0 >= limit })
  }

  mutating func enter(_ entering: Order, isAmended: Bool = false) {
    var order = entering
    let request = order.request
    let isMarket = request.limit == nil
    let isShort = [.immediateOrCancel, .fillOrKill].contains(request.timeInForce)
    if rules.reduceOnly == .shrinks, request.isReduceOnly, !isAmended,
      order.remaining > reducible(order)
    {
      order.remaining = reducible(order)
      reports.append(.shrunk(request.id, remaining: Quantity(steps: order.remaining)))
    }
    let isWithin = { (price: Int64) in
      isMarket || (request.side == .buy ? price <= order.price : price >= order.price)
    }
    if request.timeInForce == .fillOrKill {
      let there = (order.isBuy ? standingAsks : standingBids).filter(isWithin)
        .map { uneaten($0, ofBids: !order.isBuy) }.reduce(0, +)
      if there < order.remaining || (request.isReduceOnly && reducible(order) < order.remaining) {
        return reports.append(.cancelled(request.id, .fillOrKill, filled: .zero))
      }
    }
    let minds = rules.selfTrade == .cancelsResting
    var isHeld = false
    if request.timeInForce != .postOnly {
      let within = (order.isBuy ? standingAsks : standingBids).filter(isWithin)
        .filter { uneaten($0, ofBids: !order.isBuy) > 0 }
      for price in within.sorted(by: { order.isBuy ? $0 < $1 : $0 > $1 }) {
        if order.remaining == 0 || isHeld { break }
        let shown = (order.isBuy ? asks : bids)[price]!
        let most = request.isReduceOnly ? min(order.remaining, reducible(order)) : order.remaining
        let there = uneaten(price, ofBids: !order.isBuy)
        let steps = min(there, most)
        if steps == 0 {
          isHeld = true
          break
        }
        if minds {
          cancelOwn(against: order) { order.isBuy ? $0.price < price : $0.price > price }
          cancelOwn(against: order) { $0.price == price && ($0.ahead < steps || most > steps) }
        }
        let left = shown - steps
        if order.isBuy {
          asks[price] = left == 0 ? nil : left
        } else {
          bids[price] = left == 0 ? nil : left
        }
        for index in orders.indices
        where orders[index].isBuy != order.isBuy && orders[index].price == price {
          orders[index].ahead = min(orders[index].ahead, left)
        }
        order.remaining -= steps
        order.filled += steps
        position += order.isBuy ? steps : -steps
        tell(request, steps, at: price, .taker, isWhole: order.remaining == 0)
        // Something is left of both the order and the level: only the position can have held it.
        isHeld = there > steps && order.remaining > 0
      }
      let isDone = order.remaining == 0 || (request.isReduceOnly && reducible(order) == 0)
      if minds, !isDone { cancelOwn(against: order) { isWithin($0.price) } }
    }
    if order.remaining == 0 { return }
    if isMarket || isShort {
      return reports.append(
        .cancelled(request.id, .immediate, filled: Quantity(steps: order.filled)))
    }
    if isHeld {
      return reports.append(
        .cancelled(request.id, .reduceOnly, filled: Quantity(steps: order.filled)))
    }
    order.ahead = (order.isBuy ? bids : asks)[order.price] ?? 0
    order.isUnseen = isThrough(order)
    orders.append(order)
  }

  // MARK: The books

  func reducible(_ order: Order) -> Int64 {
    order.isBuy ? max(0, -position) : max(0, position)
  }

  private mutating func move(_ index: Int, _ steps: Int64) {
    orders[index].remaining -= steps
    orders[index].filled += steps
    position += orders[index].isBuy ? steps : -steps
  }

  private mutating func tell(
    _ order: NewOrder, _ steps: Int64, at price: Int64, _ liquidity: Liquidity, isWhole: Bool
  ) {
    fillCount += 1
    if order.group != 0 { outcomes.append((order.group, order.id, steps, isWhole)) }
    let rate = liquidity == .maker ? makerFee : takerFee
    reports.append(
      .filled(
        Fill(
          id: FillID(fillCount), order: order.id, side: order.side, price: Price(ticks: price),
          quantity: Quantity(steps: steps), fee: ExactMoney(units: Int128(price * steps * rate)),
          liquidity: liquidity, time: Instant(nanoseconds: time),
          positionBefore: Position(steps: position - order.side.sign * steps))))
  }

  mutating func end(_ index: Int, _ cause: CancelCause) {
    let order = orders[index]
    drop(index)
    reports.append(
      .cancelled(order.request.id, cause, filled: Quantity(steps: order.filled)))
  }

  private mutating func drop(_ index: Int) {
    let gone = orders.remove(at: index)
    guard !orders.contains(where: { $0.isBuy == gone.isBuy && $0.price == gone.price }) else {
      return
    }
    if gone.isBuy { tradedBids[gone.price] = nil } else { tradedAsks[gone.price] = nil }
  }
}
