import Market
import Venue

extension Engine {
  /// Asks the venue when that is due, and does what the policy for the market's end says.
  mutating func keepMarketLife(into effects: inout Effects) {
    if time >= market.life.reconsiderAt {
      market.life.reconsiderAt = .distantFuture
      market.life.phase = .trading
    }
    if time >= market.life.tickReturnsAt { market.life.tickReturnsAt = .distantFuture }
    // The first question waits for the market; one that a refusal asked for doesn't.
    if time >= market.life.pollAt,
      market.lastBook > .distantPast || market.life.pollAt > .distantPast
    {
      let interval = settings.market.life.pollNanoseconds
      market.life.pollAt = interval > 0 ? time.advanced(byNanoseconds: interval) : .distantFuture
      if interval > 0 { askMarketStatus(into: &effects) }
    }
    market.life.setCutoff(settings.market.life.cutoffNanoseconds, after: time)
    guard !market.life.isEnding, settings.market.life.ending == .close,
      lifeBlock?.kind == .ending, !books.ledger.position.isFlat
    else { return }
    market.life.isEnding = true
    switches.control.raise(.marketEnding)
    startFlatten(into: &effects)
  }

  /// Asks the venue whether the market trades, and what time it is there; where that is being asked, a
  /// little later.
  mutating func askMarketStatus(into effects: inout Effects) {
    guard market.life.clock.ask(at: time) else {
      market.life.pollAt = min(
        market.life.pollAt, time.advanced(byNanoseconds: Retry.nanoseconds))
      return
    }
    guard !ask(.marketStatus, into: &effects) else { return }
    market.life.clock.forgetQuestion()
    market.life.pollAt = min(
      market.life.pollAt, time.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// Takes in a status poll.
  mutating func learn(_ status: MarketStatus) {
    let before = market.life.phase
    market.life.learn(status)
    market.life.clock.learn(
      status.asOf, at: time, limit: settings.market.life.maximumSkewNanoseconds)
    if lifeBlock?.kind == .clockSkewed { recoveries.count(.clockSkewed) }
    // An end that is called off, or put off, may be begun again.
    if market.life.left(at: time) ?? .max > settings.market.life.cutoffNanoseconds {
      market.life.isEnding = false
    }
    guard before != market.life.phase else { return }
    notePhase()
  }

  /// Takes in a refusal that says something about the market itself.
  mutating func learnMarket(_ refusal: Refusal) {
    let phase: MarketStatus.Phase
    switch refusal {
    case .marketClosed: phase = .halted
    case .unknownMarket: phase = .closed
    case .postOnlyPhase: phase = .postOnly
    case .offRaster: return doubtTick()
    case .wouldCross, .reduceOnly, .belowMinimumNotional, .unknownOrder, .tooManyOrders,
      .malformed, .duplicateID, .insufficientMargin, .priceTooFar, .badTrigger,
      .noLiquidity, .positionLimit, .openInterestCap, .expired, .rateLimited, .badSignature,
      .alreadyEnded, .notAvailable, .other:
      return
    }
    guard market.life.phase != phase, market.life.phase != .closed else { return }
    market.life.phase = phase
    recoveries.count(.marketRefused)
    // The refusal says less than the venue can: it is asked at once, or tried again later.
    if settings.market.life.pollNanoseconds > 0 {
      market.life.clock.giveUp()
      market.life.pollAt = time
    } else if phase != .closed {
      market.life.reconsiderAt = time.advanced(byNanoseconds: Engine.marketRetryNanoseconds)
    }
    notePhase()
  }

  /// A price of ours, which is a whole number of ticks, is none to the venue: it has another tick, for
  /// now or for good. No rung is quoted on it until that may have passed.
  private mutating func doubtTick() {
    market.life.tickReturnsAt = time.advanced(byNanoseconds: Engine.marketRetryNanoseconds)
    agenda.isUnderCommand = true
    recoveries.count(.marketRefused)
  }

  private mutating func notePhase() {
    agenda.isUnderCommand = true
    if market.life.phase == .closed { switches.control.raise(.marketClosed) }
    note(LogEntry(.marketPhase, at: time, reason: lifeBlock?.reason))
  }

  /// How long a market that refused is left alone where its status can't be asked for, and a tick that
  /// it contradicted.
  static let marketRetryNanoseconds: Int64 = 60_000_000_000
}
