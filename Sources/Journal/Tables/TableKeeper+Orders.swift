import Engine
import Market
import Venue

// One row for each order: where it came from, what became of it.
extension TableKeeper {
  /// Writes what changed of the orders. Returns the lots of the orders that changed.
  ///
  /// - Parameter all: whether any order may have changed without being named.
  mutating func writeOrders(
    _ news: TableNews, _ engine: Engine, all: Bool, into rows: inout [RowWrite]
  ) -> [PositionID] {
    var changed = OrderChanges()
    var nextReason = news.placements.startIndex
    for request in news.requests {
      guard case .place(let order) = request else { continue }
      let isKnown = nextReason < news.placements.endIndex
      place(order, isKnown ? news.placements[nextReason].reason : nil, news, engine, &changed)
      nextReason += 1
    }
    for request in news.requests {
      guard case .cancel(let id) = request else { continue }
      askCancel(of: id, news, engine, &changed)
    }
    if all {
      for place in 0..<max(orders.count, engine.orderPlaces) { sync(place, news, engine, &changed) }
    } else {
      syncNamed(news, engine, &changed)
      // Something ended that nothing named.
      if orderPlaces.count != engine.liveOrderCount {
        for place in 0..<max(orders.count, engine.orderPlaces) {
          sync(place, news, engine, &changed)
        }
      }
    }
    rows += changed.rows
    return changed.lots
  }

  private mutating func syncNamed(
    _ news: TableNews, _ engine: Engine, _ changed: inout OrderChanges
  ) {
    for request in news.requests {
      switch request {
      case .amend(let id, _, _), .cancel(let id): sync(id, news, engine, &changed)
      case .place, .scheduleCancel: break
      }
    }
    for id in news.reported { sync(id, news, engine, &changed) }
    for record in news.fills { sync(record.fill.order, news, engine, &changed) }
    for entry in news.logged {
      if let id = entry.order { sync(id, news, engine, &changed) }
    }
  }

  private mutating func sync(
    _ id: ClientOrderID, _ news: TableNews, _ engine: Engine, _ changed: inout OrderChanges
  ) {
    if let place = orderPlaces[id] { sync(place, news, engine, &changed) }
    if orderPlaces[id] == nil, let place = engine.place(of: id) {
      sync(place, news, engine, &changed)
    }
  }

  /// Brings the row of the order at a place up to date, and of the one that was there before.
  private mutating func sync(
    _ place: Int, _ news: TableNews, _ engine: Engine, _ changed: inout OrderChanges
  ) {
    let before = place < orders.count ? orders[place] : nil
    let id = place < engine.orderPlaces ? engine.orderID(at: place) : nil
    if let before, before.id != id { end(EndedOrder(before), at: place, news, &changed) }
    guard id != nil, let now = engine.liveOrder(at: place) else { return }
    if let before, before.id == id {
      guard now != before else { return }
      write(now, before, news, &changed)
    } else {
      add(.orderFound, foundRow(now, at: news.time), to: &changed.rows)
    }
    keep(now, at: place, &changed)
  }

  private mutating func keep(_ order: LiveOrder, at place: Int, _ changed: inout OrderChanges) {
    while orders.count <= place { orders.append(nil) }
    orders[place] = order
    orderPlaces[order.id] = place
    if let lot = order.lot { changed.lots.append(lot) }
  }
}

/// What is being collected about orders.
private struct OrderChanges {
  var rows: [RowWrite] = []
  var lots: [PositionID] = []
}

// What happens to an order.
extension TableKeeper {
  private mutating func place(
    _ order: NewOrder, _ reason: Reason?, _ news: TableNews, _ engine: Engine,
    _ changed: inout OrderChanges
  ) {
    let place = engine.place(of: order.id)
    // Its place may be that of an order that ended with the same input.
    if let place, place < orders.count, let before = orders[place], before.id != order.id {
      end(EndedOrder(before), at: place, news, &changed)
    }
    let live = place.flatMap { engine.liveOrder(at: $0) }
    let lot =
      live?.lot ?? (order.id.purpose?.isOfOneLot == true ? PositionID(order.id.subject) : nil)
    let state = live?.state ?? .inFlight
    add(
      .orderPlaced,
      sentRow(order, lot: lot, rung: live?.rung, state: state, because: reason, at: news.time)
        + [
          text.input(news.number),
          text.word(order.trigger.map { TriggerReference.words[$0.reference] }),
          text.moment(order.expiresAt),
        ], to: &changed.rows)
    if let live, let place {
      keep(live, at: place, &changed)
    } else {
      end(EndedOrder(order), at: nil, news, &changed)
    }
  }

  private mutating func askCancel(
    of id: ClientOrderID, _ news: TableNews, _ engine: Engine, _ changed: inout OrderChanges
  ) {
    let live = engine.place(of: id).flatMap { engine.liveOrder(at: $0) }
    guard let reason = live?.reason ?? orderPlaces[id].flatMap({ orders[$0]?.reason }) else {
      return
    }
    add(
      .orderCancelAsked,
      [text.order(id), text.moment(news.time), text.input(news.number)] + text.reason(reason),
      to: &changed.rows)
  }

  private func write(
    _ now: LiveOrder, _ before: LiveOrder, _ news: TableNews, _ changed: inout OrderChanges
  ) {
    if let told = now.isOver ? news.toldEnd(of: now.id) : nil {
      let end = OrderEnd(told, before.reason)
      add(
        .orderToldEnd,
        [text.order(now.id), .text(end.word), text.word(end.by), text.word(end.code)],
        to: &changed.rows)
    }
    // What an ended order still lacks is not its size.
    let size = now.isOver ? [.null, .null] : text.size(now.quantity)
    let lot = now.lot ?? news.lot(of: now.id)
    add(
      .orderChanged,
      [text.order(now.id), .text(now.state.tableWord)] + size + text.size(now.filled)
        + [
          text.lot(lot), now.isAccepted && !before.isAccepted ? text.moment(news.time) : .null,
          now.isTriggered && !before.isTriggered ? text.moment(news.time) : .null,
          .integer(Int64(now.amendments)),
          text.moment(now.amendedAt),
        ], to: &changed.rows)
  }

  /// An order is not live any more.
  private mutating func end(
    _ order: EndedOrder, at place: Int?, _ news: TableNews, _ changed: inout OrderChanges
  ) {
    let told = news.toldEnd(of: order.id)
    let booked = order.filled.steps + news.filled(of: order.id)
    let end: OrderEnd
    var filled = booked
    if let told, told != .filled {
      end = OrderEnd(told, order.reason)
      if case .cancelled(_, let whole) = told { filled = max(filled, whole.steps) }
    } else if news.isAbsent(order.id) {
      end = .absent
    } else {
      end = .filled
      // One whose end was reported before its last fills has its whole size booked by now.
      filled = max(booked, order.filled.steps + order.remaining.steps)
    }
    let isFirstSign =
      !order.isAccepted && (news.isAccepted(order.id) || filled > 0 || end.wasLive)
    add(
      .orderEnded,
      [text.order(order.id), text.moment(news.time), text.input(news.number)]
        + text.size(Quantity(steps: filled))
        + [
          text.lot(news.lot(of: order.id)), isFirstSign ? text.moment(news.time) : .null,
          .text(end.word), text.word(end.by), text.word(end.code),
        ], to: &changed.rows)
    orderPlaces[order.id] = nil
    if let place { orders[place] = nil }
    if let lot = order.lot { changed.lots.append(lot) }
  }
}

// The rows of orders.
extension TableKeeper {
  /// An order that was not sent by this engine, or whose row a new file lacks.
  ///
  /// - Parameter moment: when it was found live at the venue; nil if it was not.
  func foundRow(_ order: LiveOrder, at moment: Instant?) -> [SQLValue] {
    let isEnding = order.state == .cancelling
    let sent = NewOrder(
      id: order.id, side: order.side, limit: order.price, quantity: order.quantity,
      timeInForce: order.timeInForce, isReduceOnly: order.isReduceOnly,
      trigger: order.trigger.map { Trigger(price: $0, reference: .mark, isStop: true) })
    var row = sentRow(
      sent, lot: order.lot, rung: order.rung, state: order.state,
      because: isEnding ? nil : order.reason, at: order.sentAt, filled: order.filled,
      amendments: order.amendments)
    row += [text.moment(moment), order.isAccepted ? text.moment(moment) : .null]
    return row + text.reason(isEnding ? order.reason : nil)
  }

  private func sentRow(
    _ order: NewOrder, lot: PositionID?, rung: Price?, state: OrderDisplayState,
    because reason: Reason?, at time: Instant, filled: Quantity = .zero, amendments: Int = 0
  ) -> [SQLValue] {
    var row: [SQLValue] = [
      text.order(order.id), .integer(Int64(order.id.generation)),
      text.word(order.id.purpose.map { $0.recordWord }), text.side(order.side),
    ]
    row += text.price(order.limit) + text.size(order.quantity)
    row += [.text(order.timeInForce.tableWord), text.flag(order.isReduceOnly)]
    row += text.price(order.trigger?.price) + [text.lot(lot)]
    // Only an entry belongs to a rung.
    row += text.price(order.id.purpose?.isEntry == true ? rung : nil)
    row += [text.moment(time), .text(state.tableWord)] + text.size(filled)
    return row + [.integer(Int64(amendments))] + text.reason(reason)
  }
}

/// What its end needs to know of an order.
private struct EndedOrder {
  let id: ClientOrderID
  let filled: Quantity
  let remaining: Quantity
  let isAccepted: Bool
  let lot: PositionID?
  /// Why it was live or, if it was being cancelled, why that was.
  let reason: Reason?

  init(_ order: LiveOrder) {
    (id, filled, remaining) = (order.id, order.filled, order.remaining)
    (isAccepted, lot, reason) = (order.isAccepted, order.lot, order.reason)
  }

  /// An order that ended with the input that sent it.
  init(_ order: NewOrder) {
    (id, filled, remaining) = (order.id, .zero, order.quantity)
    (isAccepted, lot, reason) = (false, nil, nil)
  }
}

/// How an order ended, as its row has it.
struct OrderEnd {
  let word: String
  /// Who ended it: `rung`, `operator`, `venue`, or `account` for a person or another program on the
  /// account. Nil if that is no question.
  var by: String?
  /// The venue's word for why.
  var code: String?
  /// Whether it shows that the venue had the order.
  var wasLive = false

  static let filled = OrderEnd(word: "filled", wasLive: true)
  /// The venue does not know it, and did not say how it ended.
  static let absent = OrderEnd(word: "unknown", code: Reason.Code.absentAtVenue.name)

  private init(word: String, by: String? = nil, code: String? = nil, wasLive: Bool = false) {
    (self.word, self.by, self.code, self.wasLive) = (word, by, code, wasLive)
  }

  /// - Parameter reason: why Rung asked for the cancel, if it did.
  init(_ told: ToldEnd, _ reason: Reason?) {
    switch told {
    case .filled: self = .filled
    case .rejected(.expired):
      self.init(word: "expired", by: "venue", code: Refusal.expired.code)
    case .rejected(let refusal): self.init(word: "rejected", by: "venue", code: refusal.code)
    case .notSent(let failure): self.init(word: "not_sent", code: failure.code)
    case .cancelled(let cause, _):
      let by =
        switch cause {
        case .requested: OrderEnd.isOperators(reason) ? "operator" : "rung"
        case .byHand: "account"
        case .immediate, .reduceOnly, .selfTrade, .scheduled, .margin, .siblingFilled, .fillOrKill,
          .liquidated, .delisted, .byVenue:
          "venue"
        }
      let code = CancelCause.words[cause].uppercased()
      self.init(word: "cancelled", by: by, code: code, wasLive: true)
    }
  }

  /// Whether a cancel was the operator's command, or followed at once from one.
  private static func isOperators(_ reason: Reason?) -> Bool {
    guard let reason else { return false }
    switch reason.code {
    case .operatorAsked, .sidePaused, .quitting: return true
    case .frozen: return UInt8(exactly: reason.value).flatMap(FreezeCause.init)?.isRule == false
    default: return false
    }
  }
}
