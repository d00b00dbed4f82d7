import Market
import Venue

/// What the venue says when it is asked: the truth of the moment at which the question reaches it.
///
/// Questions and answers travel as long as requests and reports, but on ways of their own: an answer
/// may arrive before a report of what it tells, or after one of what happened since.
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

  /// When the next answer reaches us.
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
    // Streams are the network's business; where there is none they always stand.
    case .reconnect(let channel): .connection(channel, isUp: true)
    }
  }

  /// The fill after which a page begins, where the venue lets it.
  func pageStart(_ after: FillID?) -> FillID? { fillPaging == .byFill ? after : nil }

  /// What the venue knows of an order: those that stand and the last that ended.
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

  /// What a venue that tells totals says of an order as one of its fills has happened; nothing where
  /// that is forgotten.
  public func total(of order: ClientOrderID, through fill: FillID) -> OrderTotal? {
    memory.total(of: order, through: fill)
  }

  /// What it says as of a moment of every order whose fills are remembered, the oldest first.
  public func totals(by moment: Instant) -> [OrderTotal] { memory.totals(by: moment) }

  /// Every order of the account that stands: bids best first, then asks best first, oldest first at
  /// a price, then those that wait for a price, oldest first.
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
