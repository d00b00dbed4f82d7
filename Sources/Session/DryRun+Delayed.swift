import Engine
import Market
import SimulatedVenue
import Venue

/// Advances a run with latency or faults: the next event is the earliest of eight kinds.
extension DryRun {
  /// The kinds of events, in the order in which events of one moment happen.
  enum Occurrence {
    case requestArrives
    case marketMoves
    case reportArrives
    case answerArrives
    case networkActs
    case feedArrives
    case deadline
    case silencePasses
  }

  /// The next event and its moment; nil once the feed has been delivered to its end.
  var nextOccurrence: (what: Occurrence, time: Instant)? {
    guard let delivery = nextDelivery else { return nil }
    if let end = endOfSilence(before: min(delivery, cursor.nextTime ?? delivery)) {
      return (.silencePasses, end)
    }
    var next = (what: Occurrence.feedArrives, time: delivery)
    func offer(_ what: Occurrence, _ moment: Instant?, evenIfEqual: Bool) {
      guard let moment else { return }
      if moment < next.time || (evenIfEqual && moment == next.time) { next = (what, moment) }
    }
    offer(.deadline, max(time, engine.nextDeadline), evenIfEqual: false)
    offer(.networkActs, network.nextDue, evenIfEqual: true)
    offer(.answerArrives, venue.nextAnswer, evenIfEqual: true)
    offer(.reportArrives, venue.nextReport, evenIfEqual: true)
    offer(.marketMoves, cursor.nextTime, evenIfEqual: true)
    offer(.requestArrives, venue.nextArrival, evenIfEqual: true)
    return (next.what, max(time, next.time))
  }

  /// When the feed's next update reaches the engine: never before the update ahead of it.
  private var nextDelivery: Instant? {
    guard let sent = feed.nextTime else { return nil }
    let delay = venue.feedDelay(updateIndex: feed.update)
    return network.feedArrival(max(lastDelivery, sent.advanced(byNanoseconds: delay)))
  }

  mutating func advanceDelayed() -> Bool {
    guard let next = nextOccurrence else { return false }
    happened(at: next.time)
    switch next.what {
    case .requestArrives: venue.advance(to: next.time)
    case .marketMoves:
      marketTime = next.time
      if let update = cursor.next() { venue.apply(update) }
    case .reportArrives: takeReports()
    case .answerArrives: takeAnswers()
    case .networkActs: actOnNetwork()
    case .feedArrives:
      lastDelivery = next.time
      if let update = feed.next(), !update.kinds.isDisjoint(with: heard) {
        feedMoment = update.time
        deliver(
          MarketUpdate(
            time: time, asOf: update.time, kinds: update.kinds, changes: update.changes))
      }
    case .deadline: kernel.wake(at: time)
    case .silencePasses: passSilence(to: next.time)
    }
    carryOut()
    return true
  }

  // MARK: What arrives

  private mutating func deliver(_ update: MarketUpdate) {
    if network.isFaultless || network.feedArrives {
      kernel.hear(update, place: feed.update - 1)
    } else {
      network.miss(update, after: engine.book)
    }
  }

  private mutating func takeReports() {
    venue.takeReports(until: time, into: &reports)
    if network.isFaultless {
      hearReports()
    } else {
      network.hear(reports, at: time)
      reports.removeAll(keepingCapacity: true)
    }
  }

  private mutating func takeAnswers() {
    guard !network.isFaultless else {
      hearAnswers()
      return
    }
    venue.takeAnswers(until: time, into: &answers)
    network.hear(answers, at: time)
    answers.removeAll(keepingCapacity: true)
  }

  /// Lets the network do what is due, and passes the engine the next thing that it delivers.
  /// Further deliveries of the same moment follow in later calls.
  private mutating func actOnNetwork() {
    network.act(at: time, on: &venue)
    if let answer = network.receive(until: time, into: &reports) { return hear(answer) }
    guard reports.isEmpty else { return hearReports() }
    if let beginning = network.takeSnapshot(at: time) { hear(beginning) }
  }
}
