import Market
import Venue

/// Answers on their way to us. A fault can make one false.
extension Network {
  /// Sends the venue's answers of this time on to the engine.
  public mutating func hear(_ answers: [VenueAnswer], at time: Instant) {
    for answer in answers { hear(answer, at: time) }
  }

  private mutating func hear(_ answer: VenueAnswer, at time: Instant) {
    answerNumber += 1
    guard let inquiry = answer.inquiry else { return tell(answer, at: time) }
    guard lines[.requests].isUp else { return tell(.failed(inquiry, .lost), at: time) }
    let told = changed(answer, at: time)
    guard let fault = occurs(.delay, Way.answer.number(answerNumber), at: time) else {
      return tell(told, at: time, over: .requests)
    }
    let delay = drawn(settings.longestDelayNanoseconds, fault)
    if delay < settings.timeoutNanoseconds {
      tell(told, at: time.advanced(byNanoseconds: delay), over: .requests)
    } else {
      let due = time.advanced(byNanoseconds: settings.timeoutNanoseconds)
      tell(.failed(inquiry, .lost), at: due)
    }
  }

  private mutating func changed(_ answer: VenueAnswer, at time: Instant) -> VenueAnswer {
    let number = Way.answer.number(answerNumber)
    switch answer {
    case .status(let id, .live(let order), let asOf):
      let age = asOf.nanoseconds(since: order.placedAt)
      guard age < settings.absentNanoseconds, occurs(.falseAbsent, number, at: time) != nil
      else { return answer }
      return .status(id, .absent, asOf: asOf)
    case .openOrders(let orders, let asOf, let asked):
      return .openOrders(changed(orders, number, at: time), asOf: asOf, asked: asked)
    case .account(let account, let asked):
      if let lastAccount, occurs(.staleAccount, number, at: time) != nil {
        return .account(lastAccount, asked: asked)
      }
      lastAccount = account
      return answer
    case .market(var status):
      guard skew.until > time else { return answer }
      status.asOf = status.asOf.advanced(byNanoseconds: skew.nanoseconds)
      return .market(status)
    case .fills(let page): return .fills(withoutYoung(page, at: time))
    case .status, .failed, .connection: return answer
    }
  }

  /// A list of orders, perhaps without the newest ones or empty. A false list is always followed by
  /// a true one, as if another server answered: an engine that starts without memory can find out
  /// what is live by asking twice.
  private mutating func changed(
    _ orders: [VenueOrder], _ number: UInt64, at time: Instant
  ) -> [VenueOrder] {
    guard !orders.isEmpty, !lastListWasFalse else {
      lastListWasFalse = false
      return orders
    }
    lastListWasFalse = true
    if occurs(.emptyList, number, at: time) != nil { return [] }
    if occurs(.staleList, number, at: time) != nil { return Network.withoutNewest(orders) }
    lastListWasFalse = false
    return orders
  }

  /// A page of fills, perhaps without some of the newest: a fill that is hit is missing while it is
  /// young.
  private mutating func withoutYoung(_ page: FillPage, at time: Instant) -> FillPage {
    guard !isHealed else { return page }
    var told = page
    told.fills.removeAll { fill in
      page.asOf.nanoseconds(since: fill.time) < settings.absentNanoseconds
        && draws.occurs(Fault(.staleFills, fill.id.value))
    }
    if told.fills.count < page.fills.count {
      note(Fault(.staleFills, page.fills.last?.id.value ?? 0), at: time)
    }
    return told
  }

  /// The list as it was before the newest order was placed.
  private static func withoutNewest(_ orders: [VenueOrder]) -> [VenueOrder] {
    guard let newest = orders.map(\.placedAt).max() else { return orders }
    return orders.filter { $0.placedAt < newest }
  }
}
