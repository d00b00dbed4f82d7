import Market
import Venue

/// The scheduled cancel at the venue: put off again and again while we live, so that opens end by
/// themselves when we don't. It would end stops too, so it stands aside for them unless told not to.
struct DeadMan: Sendable {
  /// What was asked for last and not taken back.
  private(set) var asked: Instant?
  /// What the venue confirmed.
  private(set) var confirmed: Instant?
  private(set) var isRefused = false
  private(set) var standsAside = false
  /// When it must be put off again.
  private(set) var refreshAt = Instant.distantFuture

  /// Puts it off to a moment; asked again after a third of the time.
  mutating func ask(_ moment: Instant, again: Instant) {
    asked = moment
    refreshAt = again
    standsAside = false
  }

  /// Takes it back.
  mutating func clear(standsAside: Bool) {
    asked = nil
    confirmed = nil
    refreshAt = .distantFuture
    self.standsAside = standsAside
  }

  mutating func learn(_ moment: Instant?) {
    isRefused = false
    confirmed = asked == nil ? nil : moment
  }

  /// The venue would not: tried again then.
  mutating func refuse(again: Instant) {
    isRefused = true
    confirmed = nil
    guard asked != nil else { return }
    refreshAt = again
  }

  func digest(into hash: inout StateHash) {
    hash.add(asked?.nanoseconds ?? 0)
    hash.add(confirmed?.nanoseconds ?? 0)
    hash.add(isRefused)
    hash.add(standsAside)
    hash.add(refreshAt.nanoseconds)
  }
}

extension Engine {
  /// Puts the switch off, arms it or takes it back, as the orders of this moment want.
  mutating func keepDeadMan(into effects: inout Effects) {
    guard settings.risk.deadMan.isOn, parameters.capabilities.supportsScheduledCancel else {
      return
    }
    let mustStandAside = !settings.risk.deadMan.stripsStops && hasVenueStops
    if registry.opening.buy + registry.opening.sell == 0 || mustStandAside {
      if deadMan.asked != nil {
        effects.requests.append(.scheduleCancel(at: nil))
        if mustStandAside { note(LogEntry(.deadManAside, at: time)) }
      }
      return deadMan.clear(standsAside: mustStandAside)
    }
    guard deadMan.asked == nil || time >= deadMan.refreshAt else { return }
    let span = max(
      settings.risk.deadMan.afterNanoseconds,
      parameters.capabilities.scheduledCancelLeadNanoseconds)
    deadMan.ask(
      time.advanced(byNanoseconds: span), again: time.advanced(byNanoseconds: span / 3))
    effects.requests.append(.scheduleCancel(at: deadMan.asked))
  }

  /// Whether any lot relies on a stop that the venue holds.
  @inline(__always) private var hasVenueStops: Bool {
    registry.orders.contains { $0.id != .vacant && $0.purpose == .stopLoss }
  }

  mutating func learnDeadMan(_ report: VenueReport) {
    switch report {
    case .cancelScheduled(let moment): deadMan.learn(moment)
    case .scheduleRefused(let refusal):
      recoveries.count(.deadManRefused)
      note(LogEntry(.deadManRefused, at: time, refusal: refusal))
      deadMan.refuse(again: time.advanced(byNanoseconds: Engine.deadManRetryNanoseconds))
    case .accepted, .rejected, .filled, .cancelled, .cancelRefused, .amended, .amendRefused,
      .shrunk, .triggered, .failed, .funded:
      break
    }
  }

  var deadManView: DeadManView {
    guard parameters.capabilities.supportsScheduledCancel else { return .unavailable }
    guard settings.risk.deadMan.isOn else { return .off }
    if deadMan.standsAside { return .standsAside }
    if deadMan.isRefused { return .refused }
    if let confirmed = deadMan.confirmed { return .armed(confirmed) }
    return deadMan.asked.map { .asked($0) } ?? .idle
  }

  /// How long a refused switch waits before it is asked for again.
  static let deadManRetryNanoseconds: Int64 = 10_000_000_000
}
