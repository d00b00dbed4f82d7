import Market
import Venue

/// Requests and inquiries on their way to the venue. The requests of one message share its fate.
extension Network {
  /// How long after a request the refusal of the venue's front arrives, in nanoseconds.
  static let frontNanoseconds: Int64 = 50_000_000
  /// How long it takes us to find out that there is no connection, in nanoseconds.
  static let unsentNanoseconds: Int64 = 1_000_000

  /// Sends requests; each run of one kind is a message.
  public mutating func send(
    _ requests: [OrderRequest], at time: Instant, to venue: inout SimulatedVenue
  ) {
    guard !isFaultless else { return venue.submit(requests, at: time) }
    var start = 0
    while start < requests.count {
      let end = requests.endOfMessage(from: start, limit: venue.settings.maximumBatch)
      send(message: Array(requests[start..<end]), at: time, to: &venue)
      start = end
    }
  }

  private mutating func send(
    message: [OrderRequest], at time: Instant, to venue: inout SimulatedVenue
  ) {
    requestNumber += 1
    let number = Way.request.number(requestNumber)
    guard lines[.requests].isUp else {
      return fail(message, .notSent, at: time.advanced(byNanoseconds: Network.unsentNanoseconds))
    }
    if refuse(message, number, at: time, for: &venue) { return }
    let message = sift(message, at: time, for: &venue)
    guard !message.isEmpty else { return }
    if occurs(.drop, number, at: time) != nil {
      return fail(message, .lost, at: time.advanced(byNanoseconds: settings.timeoutNanoseconds))
    }
    if let fault = occurs(.silence, number, at: time), draws.below(2, fault, 3) == 0 { return }
    let fate = fate(of: message, number, at: time)
    if case .garbled(let failure) = fate.fate, !fate.isCarriedOut {
      return fail(message, failure, at: time.advanced(byNanoseconds: Network.frontNanoseconds))
    }
    for request in message {
      flights.append(
        Flight(order: request.subject, kind: request.kind, sentAt: time, fate: fate.fate))
    }
    hold(message, number, at: time, to: &venue)
  }

  /// Whether the venue's front refuses this message, or all new orders for now.
  private mutating func refuse(
    _ message: [OrderRequest], _ number: UInt64, at time: Instant, for venue: inout SimulatedVenue
  ) -> Bool {
    let due = time.advanced(byNanoseconds: Network.frontNanoseconds)
    if occurs(.throttle, number, at: time) != nil {
      fail(message, .throttled, at: due)
      return true
    }
    guard storm.until > time, message[0].kind == .place else { return false }
    for request in message {
      venue.noteRefusal(of: request.subject, storm.refusal)
      tell(.rejected(request.subject, storm.refusal), at: due)
    }
    return true
  }

  /// What will happen to the answers of a message that isn't lost, and whether the venue carries it
  /// out.
  private mutating func fate(
    of message: [OrderRequest], _ number: UInt64, at time: Instant
  ) -> (fate: Flight.Fate, isCarriedOut: Bool) {
    if occurs(.lostAck, number, at: time) != nil {
      fail(message, .lost, at: time.advanced(byNanoseconds: settings.timeoutNanoseconds))
      return (.mute, true)
    }
    if draws.occurs(Fault(.silence, number)), !isHealed { return (.mute, true) }
    if let fault = occurs(.serverError, number, at: time) {
      return (.garbled(.serverError), draws.below(2, fault, 3) == 0)
    }
    if let fault = occurs(.unreadable, number, at: time) {
      return (.garbled(.unreadable), draws.below(2, fault, 3) == 0)
    }
    return (.plain, true)
  }

  /// Hands a message to the venue, now or late. If it is later than the time-out, its answers count
  /// as lost.
  private mutating func hold(
    _ message: [OrderRequest], _ number: UInt64, at time: Instant, to venue: inout SimulatedVenue
  ) {
    let late = slowUntil > time ? Fault(.slowSends, number) : occurs(.delay, number, at: time)
    guard let fault = late else { return venue.submit(message, at: time) }
    let delay = drawn(settings.longestDelayNanoseconds, fault)
    outgoing.add(.requests(message), at: time.advanced(byNanoseconds: delay))
    guard delay >= settings.timeoutNanoseconds else { return }
    for index in flights.indices.suffix(message.count) where flights[index].fate == .plain {
      flights[index].fate = .mute
      tell(
        .failed(flights[index].order, flights[index].kind, .lost),
        at: time.advanced(byNanoseconds: settings.timeoutNanoseconds))
    }
  }

  /// Sends what was held back until now.
  mutating func release(at time: Instant, to venue: inout SimulatedVenue) {
    while let held = outgoing.take(until: time) {
      switch held {
      case .requests(let message): venue.submit(message, at: time)
      case .inquiry(let inquiry): venue.ask([inquiry], at: time)
      }
    }
  }

  /// Reports every request of a message as failed.
  private mutating func fail(
    _ message: [OrderRequest], _ failure: SendFailure, at due: Instant
  ) {
    for request in message { tell(.failed(request.subject, request.kind, failure), at: due) }
  }

  // MARK: Inquiries

  /// Sends inquiries. One that gets no answer is always reported as failed in the end, as an
  /// adapter does.
  public mutating func ask(
    _ inquiries: [Inquiry], at time: Instant, of venue: inout SimulatedVenue
  ) {
    guard !isFaultless else { return venue.ask(inquiries, at: time) }
    for inquiry in inquiries {
      if case .reconnect(let channel) = inquiry {
        reconnect(channel, at: time)
      } else {
        ask(inquiry, at: time, of: &venue)
      }
    }
  }

  private mutating func ask(
    _ inquiry: Inquiry, at time: Instant, of venue: inout SimulatedVenue
  ) {
    inquiryNumber += 1
    let number = Way.inquiry.number(inquiryNumber)
    if let (failure, wait) = failure(of: number, at: time) {
      return tell(.failed(inquiry, failure), at: time.advanced(byNanoseconds: wait))
    }
    guard let fault = occurs(.delay, number, at: time) else {
      return venue.ask([inquiry], at: time)
    }
    let delay = drawn(settings.longestDelayNanoseconds, fault)
    if delay < settings.timeoutNanoseconds {
      outgoing.add(.inquiry(inquiry), at: time.advanced(byNanoseconds: delay))
    } else {
      let due = time.advanced(byNanoseconds: settings.timeoutNanoseconds)
      tell(.failed(inquiry, .lost), at: due)
    }
  }

  /// Why an inquiry gets no answer, and how long until that is known; nil if it gets one.
  private mutating func failure(
    of number: UInt64, at time: Instant
  ) -> (failure: SendFailure, wait: Int64)? {
    guard lines[.requests].isUp else { return (.notSent, Network.unsentNanoseconds) }
    if occurs(.throttle, number, at: time) != nil {
      return (.throttled, Network.frontNanoseconds)
    }
    for kind in [FaultKind.drop, .lostAck] where occurs(kind, number, at: time) != nil {
      return (.lost, settings.timeoutNanoseconds)
    }
    if occurs(.serverError, number, at: time) != nil {
      return (.serverError, Network.frontNanoseconds)
    }
    if occurs(.unreadable, number, at: time) != nil {
      return (.unreadable, Network.frontNanoseconds)
    }
    return nil
  }
}
