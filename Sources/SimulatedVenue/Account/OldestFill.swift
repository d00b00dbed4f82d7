import Market
import Venue

// Which fills may still be reported. What is forgotten here and not in transit never comes again.
extension SimulatedVenue {
  /// When the oldest fill happened that the venue can still list; nil if it has forgotten none yet.
  public var oldestFill: Instant? { memory.oldestFill }

  /// When the oldest fill or funding payment happened that is in transit to us; nil if none is.
  public var oldestFillInTransit: Instant? {
    let all = [
      ready.oldestFill, readyAnswers.oldestFill, replies.inTransit.oldestFill,
      answers.inTransit.oldestFill,
    ]
    return all.compactMap(\.self).min()
  }
}

extension Network {
  /// When the oldest fill or funding payment happened that is in transit to us; nil if none is.
  public var oldestFillInTransit: Instant? {
    var reports: [VenueReport] = []
    var answers: [VenueAnswer] = []
    incoming.visit { _, incoming in
      switch incoming.delivery {
      case .report(let report): reports.append(report)
      case .answer(let answer): answers.append(answer)
      }
    }
    return [reports.oldestFill, answers.oldestFill].compactMap(\.self).min()
  }
}

extension [VenueReport] {
  /// When the oldest fill or funding payment among them happened; nil if there is none.
  public var oldestFill: Instant? {
    var oldest: Instant?
    for case .filled(let fill) in self { oldest = Swift.min(oldest ?? fill.time, fill.time) }
    for case .funded(let payment) in self {
      oldest = Swift.min(oldest ?? payment.time, payment.time)
    }
    return oldest
  }
}

extension [VenueAnswer] {
  /// When the oldest listed fill among them happened; nil if there is none.
  public var oldestFill: Instant? {
    var oldest: Instant?
    for case .fills(let page) in self {
      for fill in page.fills { oldest = Swift.min(oldest ?? fill.time, fill.time) }
    }
    return oldest
  }
}
