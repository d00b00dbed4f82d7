import Market
import Venue

extension Engine {
  /// Puts the switch off, arms it or takes it back, as the orders of this moment want.
  mutating func keepDeadMan(into effects: inout Effects) {
    guard settings.risk.deadMan.isOn, parameters.capabilities.supportsScheduledCancel else {
      return
    }
    let mustStandAside = !settings.risk.deadMan.stripsStops && hasVenueStops
    if orders.live.opening.buy + orders.live.opening.sell == 0 || mustStandAside {
      return takeDeadManBack(standsAside: mustStandAside, into: &effects)
    }
    guard switches.deadMan.asked == nil || time >= switches.deadMan.refreshAt else { return }
    let moment = time.advanced(byNanoseconds: deadManSpan)
    switches.deadMan.ask(moment, again: min(answerDue, deadManAgain))
    scheduleCancel(at: moment, into: &effects)
  }

  /// Takes it back, and asks for that until the venue says that it is gone, or its moment passed: a
  /// request that was lost would let it end stops all the same.
  private mutating func takeDeadManBack(standsAside: Bool, into effects: inout Effects) {
    switches.deadMan.pass(time)
    let isNews = switches.deadMan.asked != nil
    switches.deadMan.standAside(standsAside)
    guard isNews || time >= switches.deadMan.refreshAt else { return }
    if isNews, standsAside { note(LogEntry(.deadManAside, at: time)) }
    if !isNews { recoveries.count(.deadManLingered) }
    switches.deadMan.clear(again: answerDue)
    scheduleCancel(at: nil, into: &effects)
  }

  private var deadManSpan: Int64 {
    max(
      settings.risk.deadMan.afterNanoseconds,
      parameters.capabilities.scheduledCancelLeadNanoseconds)
  }

  /// One that is confirmed is put off after a third of its time.
  private var deadManAgain: Instant { time.advanced(byNanoseconds: deadManSpan / 3) }

  /// Whether any lot relies on a stop that the venue holds.
  @inline(__always) private var hasVenueStops: Bool {
    orders.live.all.contains { $0.id != .vacant && $0.purpose == .stopLoss }
  }

  mutating func learnDeadMan(_ report: VenueReport) {
    switch report {
    case .cancelScheduled(let moment): switches.deadMan.learn(moment, again: deadManAgain)
    case .scheduleRefused(let refusal):
      recoveries.count(.deadManRefused)
      note(LogEntry(.deadManRefused, at: time, refusal: refusal))
      switches.deadMan.fail(
        isRefused: true, again: time.advanced(byNanoseconds: Engine.deadManRetryNanoseconds))
    case .failed(_, .scheduleCancel, _):
      switches.deadMan.fail(
        isRefused: false, again: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    case .accepted, .rejected, .filled, .cancelled, .cancelRefused, .amended, .amendRefused,
      .shrunk, .triggered, .failed, .funded:
      break
    }
  }

  var deadManView: DeadManView {
    guard parameters.capabilities.supportsScheduledCancel else { return .unavailable }
    guard settings.risk.deadMan.isOn else { return .off }
    if switches.deadMan.asked == nil, let until = switches.deadMan.lingersUntil {
      return .lingers(until)
    }
    if switches.deadMan.standsAside { return .standsAside }
    if switches.deadMan.isRefused { return .refused }
    if let confirmed = switches.deadMan.confirmed { return .armed(confirmed) }
    return switches.deadMan.asked.map { .asked($0) } ?? .idle
  }

  /// How long a refused switch waits before it is asked for again.
  static let deadManRetryNanoseconds: Int64 = 10_000_000_000
}
