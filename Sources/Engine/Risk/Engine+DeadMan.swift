import Market
import Venue

extension Engine {
  /// Arms the switch, puts it off or takes it back, depending on the orders of this moment.
  mutating func keepDeadMan(into effects: inout Effects) {
    guard settings.risk.deadMan.isOn, parameters.capabilities.supportsScheduledCancel else {
      return
    }
    let facts = deadManFacts
    let decision = switches.deadMan.next(facts)
    switch decision {
    case .nothing: break
    case .arm, .putOff:
      let moment = time.advanced(byNanoseconds: deadManSpan)
      switches.learn(deadMan: .asked(for: moment, again: min(answerDue, deadManAgain)))
      scheduleCancel(at: moment, into: &effects)
    case .takeBack, .takeBackAgain:
      if decision == .takeBackAgain {
        recoveries.count(.deadManLingered)
      } else if facts.wouldStripStops {
        note(LogEntry(.deadManAside, at: time))
      }
      switches.learn(deadMan: .takenBack(again: answerDue))
      scheduleCancel(at: nil, into: &effects)
    case .forget: switches.learn(deadMan: .passed)
    }
  }

  private var deadManFacts: DeadManFacts {
    DeadManFacts(
      now: time, hasEntries: orders.live.opening.buy + orders.live.opening.sell != 0,
      wouldStripStops: !settings.risk.deadMan.stripsStops && hasVenueStops)
  }

  private var deadManSpan: Int64 {
    max(
      settings.risk.deadMan.afterNanoseconds,
      parameters.capabilities.scheduledCancelLeadNanoseconds)
  }

  /// A confirmed one is put off after a third of its time.
  private var deadManAgain: Instant { time.advanced(byNanoseconds: deadManSpan / 3) }

  /// Whether any lot relies on a stop that the venue holds.
  @inline(__always) private var hasVenueStops: Bool {
    orders.live.all.contains { $0.id != .vacant && $0.purpose == .stopLoss }
  }

  mutating func learnDeadMan(_ report: VenueReport) {
    switch report {
    case .cancelScheduled(let moment):
      switches.learn(deadMan: .scheduled(at: moment, now: time, again: deadManAgain))
    case .scheduleRefused(let refusal):
      recoveries.count(.deadManRefused)
      note(LogEntry(.deadManRefused, at: time, refusal: refusal))
      switches.learn(
        deadMan: .refused(again: time.advanced(byNanoseconds: Engine.deadManRetryNanoseconds)))
    case .failed(_, .scheduleCancel, _):
      switches.learn(deadMan: .lost(again: time.advanced(byNanoseconds: Retry.nanoseconds)))
    case .accepted, .rejected, .filled, .cancelled, .cancelRefused, .amended, .amendRefused,
      .shrunk, .triggered, .failed, .funded:
      break
    }
  }

  var deadManView: DeadManView {
    guard parameters.capabilities.supportsScheduledCancel else { return .unavailable }
    guard settings.risk.deadMan.isOn else { return .off }
    return switches.deadMan.view(deadManFacts)
  }

  /// How long a refused switch waits before it is asked for again.
  static let deadManRetryNanoseconds: Int64 = 10_000_000_000
}
