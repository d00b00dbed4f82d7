import Market
import Venue

/// Faults that begin by themselves, and the time from which none does.
extension Network {
  /// Draws when this kind begins next.
  mutating func plan(_ kind: FaultKind, after time: Instant) {
    let index = Int(kind.rawValue)
    onsetNumbers[index] += 1
    onsets[index] = draws.interval(Fault(kind, onsetNumbers[index])).map {
      time.advanced(byNanoseconds: $0)
    }
  }

  /// Skips to `end` in one step, because the market is silent until after it. Faults that would
  /// have begun meanwhile begin after it.
  public mutating func passSilence(to end: Instant) {
    for kind in FaultKind.allCases {
      guard let onset = onsets[Int(kind.rawValue)], onset < end else { continue }
      plan(kind, after: end)
    }
  }

  /// Begins the faults that are due, each kind at most once.
  mutating func begin(at time: Instant, on venue: inout SimulatedVenue) {
    endPhase(at: time, on: &venue)
    flap(at: time)
    for kind in FaultKind.allCases {
      guard let onset = onsets[Int(kind.rawValue)], onset <= time else { continue }
      let fault = Fault(kind, onsetNumbers[Int(kind.rawValue)])
      plan(kind, after: time)
      guard !draws.isSpared(fault) else { continue }
      guard begin(fault, at: time, on: &venue) else { continue }
      note(fault, at: time)
    }
  }

  /// Begins a fault; returns whether there was anything it could hit.
  private mutating func begin(
    _ fault: Fault, at time: Instant, on venue: inout SimulatedVenue
  ) -> Bool {
    let end = time.advanced(byNanoseconds: drawn(settings.longestOutageNanoseconds, fault))
    switch fault.kind {
    case .disconnect:
      let channel = Channel.allCases[Int(draws.below(3, fault, 4))]
      breakLine(channel, because: fault, at: time)
    case .halfOpen:
      let channel: Channel = draws.below(2, fault, 4) == 0 ? .market : .orders
      silenceLine(channel, because: fault, at: time)
    case .staleBook: return freezeFeed(until: end, at: time)
    case .feedGap: feed.lostUntil = max(feed.lostUntil, end)
    case .clockSkew:
      let most = settings.largestSkewNanoseconds
      skew = (end, draws.below(2 * most + 1, fault, 4) - most)
    case .rejectStorm:
      let refusals = Network.refusals
      storm = (end, refusals[Int(draws.below(Int64(refusals.count), fault, 4))])
    case .postOnly: return enter(.postOnly, until: end, at: time, on: &venue)
    case .halt: return enter(.halted, until: end, at: time, on: &venue)
    case .venueCancel: return cancelSome(because: fault, at: time, on: &venue)
    case .slowSends: slowUntil = max(slowUntil, end)
    case .flapping: flapping = (end, time, 0)
    case .metaChange:
      let rules = CoarseRule.allCases
      coarse = (end, rules[Int(draws.below(Int64(rules.count), fault, 4))])
    case .liquidation, .deleveraging: return reduce(because: fault, at: time, on: &venue)
    case .foreignTrade, .foreignOrder: return interfere(because: fault, at: time, on: &venue)
    case .drop, .lostAck, .silence, .serverError, .unreadable, .throttle, .delay, .duplicate,
      .reorder, .loseReport, .loseFill, .earlyFill, .lateFill, .staleList, .emptyList,
      .falseAbsent, .staleAccount, .staleFills, .reject, .falseUnknown:
      preconditionFailure("\(fault.kind) is drawn for each message")
    }
    return true
  }

  /// Reasons for which a venue may refuse a new order, including an unknown one.
  static let refusals = Refusal.allCases.filter {
    $0 != .unknownOrder && $0 != .alreadyEnded
  }

  /// Lets nothing go wrong from `time` on: see ``NetworkSettings/healsAt``.
  public mutating func heal(at time: Instant) { healsAt = min(healsAt, time) }

  /// Heals everything: no new fault occurs, what is late arrives now, and all lines come back.
  mutating func heal(at time: Instant, on venue: inout SimulatedVenue) {
    isHealed = true
    onsets = onsets.map { _ in nil }
    outgoing.hasten(to: time)
    incoming.hasten(to: time)
    feed.frozenUntil = .distantPast
    feed.lostUntil = .distantPast
    skew.until = .distantPast
    storm.until = .distantPast
    slowUntil = .distantPast
    flapping.next = .distantFuture
    coarse.until = .distantPast
    phaseEnds = phaseEnds.map { min($0, time) }
    endPhase(at: time, on: &venue)
    healLines(at: time, on: venue)
  }
}
