import Market
import Venue

/// What the venue answers to inquiries: the truth at the time when the inquiry reaches it.
///
/// Inquiries and answers take as long as requests and reports, but travel separately: an answer may
/// arrive before a report that it already includes, or after a report of what happened since.
extension SimulatedVenue {
  public mutating func ask(_ asked: [Inquiry], at time: Instant) {
    if isInstant, own.next <= time { happen(until: time) }
    for inquiry in asked {
      if isInstant {
        answerJudged(inquiry, at: time)
      } else {
        inquiries.send(inquiry, at: time)
      }
    }
  }

  /// When the next answer reaches us; nil if none is in transit.
  public var nextAnswer: Instant? {
    guard isInstant else { return answers.next }
    return readyAnswers.isEmpty ? nil : readyAnswersSince
  }

  public mutating func takeAnswers(until time: Instant, into taken: inout [VenueAnswer]) {
    if isInstant {
      guard !readyAnswers.isEmpty else { return }
      taken.append(contentsOf: readyAnswers)
      readyAnswers.removeAll(keepingCapacity: true)
    } else {
      while let (_, answer) = answers.receive(until: time) { taken.append(answer) }
    }
  }

  mutating func answer(_ inquiry: Inquiry, at time: Instant) {
    say(truth(of: inquiry, at: time), at: time)
  }

  mutating func say(_ answer: VenueAnswer, at time: Instant) {
    if isInstant {
      if readyAnswers.isEmpty { readyAnswersSince = time }
      readyAnswers.append(answer)
    } else {
      answers.send(answer, at: time)
    }
  }

  private func truth(of inquiry: Inquiry, at time: Instant) -> VenueAnswer {
    switch inquiry {
    case .status(let id): .status(id, status(of: id), asOf: time)
    case .openOrders(let asked): .openOrders(openOrders, asOf: time, asked: asked)
    case .account(let asked): .account(accountState(at: time), asked: asked)
    case .fills(let since, let after):
      // Totals are listed by order, all in one answer.
      .fills(
        memory.page(
          since: since, after: pageStart(after), at: time,
          isWhole: settings.rules.fills == .totals))
    case .marketStatus: .market(MarketStatus(phase: phase, endsAt: endsAt, asOf: time))
    // The network handles streams; without a network they are always up.
    case .reconnect(let channel): .connection(channel, isUp: true)
    }
  }

  /// The fill after which a page begins; nil if the venue pages by time.
  func pageStart(_ after: FillID?) -> FillID? { fillPaging == .byFill ? after : nil }

  /// What the venue knows of an order: live ones and the last that ended.
  public func status(of id: ClientOrderID) -> OrderStatus {
    if let slot = orders.slot(of: id) { return .live(VenueOrder(orders[slot])) }
    if let index = triggers.index(of: id) { return .live(VenueOrder(triggers.waiting[index])) }
    switch memory.end(of: id) {
    case .filled(let quantity)?: return .filled(quantity)
    case .cancelled(let cause, let filled)?: return .cancelled(cause, filled: filled)
    case .rejected(let refusal)?: return .rejected(refusal)
    case nil: return .absent
    }
  }

  /// The total that a venue reports for an order as of one of its fills; nil if that is forgotten.
  public func total(of order: ClientOrderID, through fill: FillID) -> OrderTotal? {
    memory.total(of: order, through: fill)
  }

  /// The orders that have a fill which the venue can still list.
  var filledOrders: Set<ClientOrderID> { memory.filledOrders }

  /// The totals, as of a time, of every order whose fills are remembered, oldest first.
  public func totals(by moment: Instant) -> [OrderTotal] { memory.totals(by: moment) }

  /// Every live order of the account: bids best first, then asks best first, oldest first at a
  /// price, then the orders that wait for a trigger, oldest first.
  public var openOrders: [VenueOrder] {
    var all: [VenueOrder] = []
    all.reserveCapacity(openCount)
    orders.visit { all.append(VenueOrder($0)) }
    all += triggers.waiting.map { VenueOrder($0) }
    return all
  }
}

extension VenueOrder {
  init(_ order: RestingOrders.Order) {
    self.init(
      id: order.id, side: order.side, limit: order.price, quantity: order.asked,
      remaining: Quantity(steps: order.remaining), isReduceOnly: order.isReduceOnly, trigger: nil,
      placedAt: order.placedAt)
  }

  init(_ waiting: WaitingOrder) {
    let order = waiting.order
    self.init(
      id: order.id, side: order.side, limit: order.limit, quantity: order.quantity,
      remaining: Quantity(steps: waiting.remaining), isReduceOnly: order.isReduceOnly,
      trigger: waiting.trigger, placedAt: waiting.placedAt)
  }
}
