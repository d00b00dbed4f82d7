import Engine
import Market
import SimulatedVenue

/// The way with latency: what happens next is the earliest of six things.
extension DryRun {
  /// What can happen next, in the order in which things of one moment happen.
  enum Occurrence {
    case requestArrives
    case tapeMoves
    case reportArrives
    case answerArrives
    case feedArrives
    case deadline
  }

  /// The next thing and its moment; nothing once the feed has been delivered to its end.
  var nextOccurrence: (what: Occurrence, time: Instant)? {
    guard let delivery = nextDelivery else { return nil }
    var next = (what: Occurrence.feedArrives, time: delivery)
    func offer(_ what: Occurrence, _ moment: Instant?, evenIfEqual: Bool) {
      guard let moment else { return }
      if moment < next.time || (evenIfEqual && moment == next.time) { next = (what, moment) }
    }
    offer(.deadline, max(time, engine.nextDeadline), evenIfEqual: false)
    offer(.answerArrives, venue.nextAnswer, evenIfEqual: true)
    offer(.reportArrives, venue.nextReport, evenIfEqual: true)
    offer(.tapeMoves, cursor.nextTime(in: tape.records), evenIfEqual: true)
    offer(.requestArrives, venue.nextArrival, evenIfEqual: true)
    return (next.what, max(time, next.time))
  }

  /// When the feed's next update reaches the engine: never before the one ahead of it.
  private var nextDelivery: Instant? {
    guard let sent = feed.nextTime(in: tape.records) else { return nil }
    let delay = venue.feedDelay(updateIndex: feed.update)
    return max(lastDelivery, sent.advanced(byNanoseconds: delay))
  }

  mutating func advanceDelayed() -> Bool {
    guard let next = nextOccurrence else { return false }
    happened(at: next.time)
    switch next.what {
    case .requestArrives: venue.advance(to: next.time)
    case .tapeMoves:
      if let update = cursor.next(in: tape.records) { venue.apply(update) }
    case .reportArrives:
      venue.takeReports(until: next.time, into: &reports)
      hearReports()
    case .answerArrives: hearAnswers()
    case .feedArrives:
      lastDelivery = next.time
      if let update = feed.next(in: tape.records), !update.kinds.isDisjoint(with: heard) {
        let delivered = MarketUpdate(time: time, kinds: update.kinds, changes: update.changes)
        engine.apply(delivered, into: &effects)
      }
    case .deadline: engine.apply(.deadline, at: time, into: &effects)
    }
    carryOut()
    return true
  }
}
