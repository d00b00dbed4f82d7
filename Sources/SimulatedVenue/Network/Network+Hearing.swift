import Market
import Venue

/// Reports about our orders on their way to us. A report that answers a request and is also on the
/// stream travels twice, and each copy has its own faults.
extension Network {
  /// The longest time that a report is held so that others overtake it, in nanoseconds.
  static let longestReorderNanoseconds: Int64 = 2_000_000_000
  /// The longest time that an acceptance is held so that fills arrive before it, in nanoseconds.
  static let longestHoldNanoseconds: Int64 = 5_000_000_000
  /// The longest time that a fill is late, after reports that should follow it, in nanoseconds.
  static let longestLatenessNanoseconds: Int64 = 15_000_000_000

  /// Sends the venue's reports of this time on to the engine.
  public mutating func hear(_ reports: [VenueReport], at time: Instant) {
    for report in reports { hear(report, at: time) }
  }

  private mutating func hear(_ report: VenueReport, at time: Instant) {
    reportNumber += 1
    let answer = answerDue(report, at: time)
    let news = newsDue(report, at: time)
    if let answer { tell(report, at: answer, over: .requests) }
    // Two equal copies at the same time are delivered once.
    if let news, news != answer { tell(report, at: news, over: .orders) }
    guard news != nil,
      let fault = occurs(.duplicate, Way.stream.number(reportNumber), at: time)
    else { return }
    let later = time.advanced(byNanoseconds: drawn(10_000_000_000, fault))
    tell(report, at: later, over: .orders)
  }

  /// When a report arrives as the answer to a request; nil if it doesn't.
  private mutating func answerDue(_ report: VenueReport, at time: Instant) -> Instant? {
    guard let (order, kind) = report.answered,
      let index = flights.firstIndex(where: { $0.order == order && $0.kind == kind })
    else {
      return nil
    }
    let flight = flights.remove(at: index)
    switch flight.fate {
    case .mute: return nil
    case .garbled(let failure):
      tell(.failed(order, kind, failure), at: time)
      return nil
    case .plain: break
    }
    var due = time
    if let held = heldUntil(report, at: time) { due = held }
    if let fault = occurs(.delay, Way.response.number(reportNumber), at: time) {
      due = due.advanced(byNanoseconds: drawn(settings.longestDelayNanoseconds, fault))
    }
    let patience = flight.sentAt.advanced(byNanoseconds: settings.timeoutNanoseconds)
    guard due > patience else { return due }
    tell(.failed(order, kind, .lost), at: max(time, patience))
    return nil
  }

  /// When a report arrives on the stream; nil if it doesn't.
  private mutating func newsDue(_ report: VenueReport, at time: Instant) -> Instant? {
    guard report.isOnStream, lines[.orders].carries else { return nil }
    let number = Way.stream.number(reportNumber)
    var due = time
    if case .filled = report {
      if occurs(.loseFill, number, at: time) != nil { return nil }
      if let fault = occurs(.lateFill, number, at: time) {
        due = due.advanced(byNanoseconds: drawn(Network.longestLatenessNanoseconds, fault))
      }
    } else {
      if occurs(.loseReport, number, at: time) != nil { return nil }
      if let held = heldUntil(report, at: time) { due = held }
    }
    if let fault = occurs(.delay, number, at: time) {
      due = due.advanced(byNanoseconds: drawn(settings.longestDelayNanoseconds, fault))
    }
    if let fault = occurs(.reorder, number, at: time) {
      due = due.advanced(byNanoseconds: drawn(Network.longestReorderNanoseconds, fault))
    }
    return due
  }

  /// Until when an acceptance is held on both ways, so that fills arrive before it; nil if it
  /// isn't.
  private mutating func heldUntil(_ report: VenueReport, at time: Instant) -> Instant? {
    guard case .accepted = report else { return nil }
    let fault = Fault(.earlyFill, reportNumber)
    guard !isHealed, draws.occurs(fault) else { return nil }
    // Both copies draw this; it counts as one fault.
    if lastFault != fault { note(fault, at: time) }
    return time.advanced(byNanoseconds: drawn(Network.longestHoldNanoseconds, fault))
  }
}
