import Market
import Venue

extension Engine {
  /// Queries the market's status when that is due, and carries out the policy for the market's end.
  mutating func keepMarketLife(into effects: inout Effects) {
    market.life.pass(time)
    let isDue = market.life.takePoll(
      at: time, again: settings.market.life.pollNanoseconds,
      seesBook: market.lastBook > .distantPast)
    if isDue { askMarketStatus(into: &effects) }
    market.life.setCutoff(settings.market.life.cutoffNanoseconds, after: time)
    guard !market.life.isEnding, settings.market.life.ending == .close,
      lifeBlock?.kind == .ending, !books.ledger.position.isFlat
    else { return }
    market.life.beginEnding()
    switches.control.raise(.marketEnding)
    startFlatten(into: &effects)
  }

  /// Asks the venue whether the market trades and what time it is there. If a question is already
  /// in flight, it asks a little later.
  mutating func askMarketStatus(into effects: inout Effects) {
    let soon = time.advanced(byNanoseconds: Retry.nanoseconds)
    guard market.life.ask(at: time, orBy: soon), !ask(.marketStatus, into: &effects) else { return }
    market.life.couldNotAsk(askBy: soon)
  }

  /// Takes in a status poll.
  mutating func learn(_ status: MarketStatus) {
    let before = market.life.phase
    let life = settings.market.life
    market.life.learn(
      status, at: time, maximumSkew: life.maximumSkewNanoseconds,
      cutoff: life.cutoffNanoseconds)
    if lifeBlock?.kind == .clockSkewed { recoveries.count(.clockSkewed) }
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
    case .invalidTickSize: return doubtTick()
    case .wouldCross, .reduceOnly, .belowMinimumNotional, .unknownOrder, .tooManyOrders,
      .malformed, .duplicateID, .insufficientMargin, .priceTooFar, .badTrigger,
      .noLiquidity, .positionLimit, .openInterestCap, .expired, .rateLimited, .badSignature,
      .alreadyEnded, .notAvailable, .other:
      return
    }
    guard
      market.life.refused(
        in: phase, at: time, canAsk: settings.market.life.pollNanoseconds > 0,
        doubtAt: time.advanced(byNanoseconds: Engine.marketRetryNanoseconds))
    else { return }
    recoveries.count(.marketRefused)
    notePhase()
  }

  /// The venue refused one of our prices, although it is a whole number of ticks: its tick differs,
  /// for now or permanently. No rung is quoted until the doubt has passed.
  private mutating func doubtTick() {
    market.life.doubtTick(
      until: time.advanced(byNanoseconds: Engine.marketRetryNanoseconds))
    switches.look()
    recoveries.count(.marketRefused)
  }

  private mutating func notePhase() {
    switches.look()
    if market.life.phase == .closed { switches.control.raise(.marketClosed) }
    note(LogEntry(.marketPhase, at: time, reason: lifeBlock?.reason))
  }

  /// How long Rung leaves a market alone after a refusal if its status can't be queried, and how
  /// long it doubts a tick that the venue refused.
  static let marketRetryNanoseconds: Int64 = 60_000_000_000
}
