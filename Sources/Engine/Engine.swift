import Market
import Venue

/// The fold: everything that happens is an input, and everything that must be done is an effect.
///
/// An engine reads no clock, opens no file and draws no random number. Given the same inputs it
/// makes the same decisions to the last bit. So a copy is a checkpoint, a fold is a recovery, and a
/// backtest runs the same code as live trading.
public struct Engine: Sendable, Codable {
  /// The settings and all that is derived from them.
  let setup: Setup

  var time = Instant.distantPast

  // What is known.
  var market: MarketState
  var orders: Orders
  var books: Books
  var agreement = Agreement()

  // What is wanted.
  var grid: Grid
  var exits = Exits()
  var attempts = Attempts()
  var selfTrade = SelfTrade()

  /// What the operator, the caps and the venue have switched.
  var switches: Switches

  // What must still be done, within this input and later.
  var changes = Changes()
  var work = WorkBound()
  var timers = Timers()

  public internal(set) var counters = Counters()
  public internal(set) var recoveries = RecoveryCounts()
  var log = RingBuffer<LogEntry>(capacity: 512)

  /// Makes an engine that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - tag: marks this instance's orders; a replay or fork has one of its own.
  ///   - bookSource: the feed's channel to build the book from; `market.book_source` takes
  ///     precedence unless it is `auto`.
  ///   - lastNumber: the highest order number that an earlier engine of this tag used, as recorded
  ///     in its journal; this engine's ids continue above it. Zero if there was none. If there was
  ///     one, no entry is sent before its last orders have arrived or expired.
  ///   - lastLot: the highest position id that it gave a lot; this engine's ids continue above it.
  /// - Throws: ``ParameterError`` naming the setting that this instrument can't have.
  public init(
    instrument: Instrument, settings: EngineSettings, capabilities: VenueCapabilities,
    bookSource: Book.Source, tag: UInt16 = 1, lastNumber: UInt64 = 0,
    lastLot: PositionID = PositionID(0)
  ) throws(ParameterError) {
    setup = try Setup(instrument, settings, capabilities, tag: tag)
    market = MarketState(setup, bookSource)
    orders = Orders(setup, after: lastNumber)
    books = Books(after: lastLot)
    grid = Grid(setup)
    switches = Switches(settings)
  }

  /// The moment of the last input.
  public var lastTime: Instant { time }

  public var instrument: Instrument { _read { yield setup.instrument } }
  public var settings: EngineSettings { _read { yield setup.settings } }
  var parameters: Parameters { _read { yield setup.parameters } }

  public var book: Book { _read { yield market.book } }

  /// Packs the book: a copy that is kept then takes little memory until it goes on. It means the same
  /// as before.
  public mutating func pack() { market.pack() }

  /// When the engine must be woken next, if nothing else happens before. It is stored, not computed
  /// on request, since the owner asks before every input.
  public var nextDeadline: Instant { timers.nextDeadline }

  /// The highest number that an order of this tag is known to have.
  public var generation: UInt64 { orders.lastNumber }

  /// The highest position id that was given to a lot.
  public var lastLot: PositionID { books.lots.lastID }

  /// The lots, or parts of them, that were closed last.
  public var recentCloses: RingBuffer<LotRecord> { books.recentCloses }

  /// What the books began with; nil before the account was reported.
  public var anchor: Anchor? { agreement.rounds.isAnchored ? books.ledger.anchor : nil }

  /// The most looks that one input has caused at any lot or rung so far.
  public var mostLooks: Int { work.most }

  /// The net position that the booked fills make.
  public var position: Position { books.ledger.position }

  /// Takes in one input and adds what must be done to `effects`.
  ///
  /// The order is: learn, protect, plan. An input that changes nothing adds nothing and allocates
  /// nothing. A market update must carry its own time, which may not go back.
  public mutating func apply(_ input: Input, at now: Instant, into effects: inout Effects) {
    let requests = effects.requests.count
    switch input {
    case .market(let update): return apply(update, into: &effects)
    case .reports(let reports): return apply(reports, at: now, into: &effects)
    case .answer(let answer):
      time = max(time, now)
      let onlyConfirms = onlyConfirms(answer)
      learn(answer, into: &effects)
      if onlyConfirms { concludeIfNeeded(into: &effects) } else { conclude(into: &effects) }
    case .filled(let moment):
      time = max(time, now)
      fetchFills(since: moment, for: .reconcile, into: &effects)
      conclude(into: &effects)
    case .command(let command):
      time = max(time, now)
      let before = effects.requests.count
      perform(command, into: &effects)
      conclude(since: before, into: &effects)
    case .journal(let news):
      time = max(time, now)
      learn(news)
      conclude(into: &effects)
    case .restarted(let reserved):
      time = max(time, now)
      restart(above: reserved, into: &effects)
      conclude(into: &effects)
    case .mismatch:
      time = max(time, now)
      trip(.lastHop)
      conclude(into: &effects)
    case .fillsKept(let moment):
      time = max(time, now)
      return forgetKeys(bookedBy: moment)
    case .recalled(let recalled):
      time = max(time, now)
      return books.ledger.recall(recalled, at: time)
    case .deadline:
      time = max(time, now)
      if timers.isAlone(.orderList, at: time) {
        keepConfirmed(into: &effects)
        setDue()
      } else {
        passDeadline()
        conclude(into: &effects)
      }
    }
    weigh(effects, since: requests)
  }

  /// Takes in a market update: the hot path, so it has an entry point of its own.
  public mutating func apply(_ update: MarketUpdate, into effects: inout Effects) {
    time = update.time
    counters.updates += 1
    guard learn(update) else { return }
    let requests = effects.requests.count
    conclude(into: &effects)
    weigh(effects, since: requests)
  }

  /// Takes in the reports of one message: all of them are learnt before anything follows.
  public mutating func apply(
    _ reports: [VenueReport], at now: Instant, into effects: inout Effects
  ) {
    time = max(time, now)
    agreement.watchdogs.hearOrders(at: time)
    let requests = effects.requests.count
    for report in reports { learn(report, into: &effects) }
    concludeIfNeeded(into: &effects)
    weigh(effects, since: requests)
  }

  /// Concludes the input only if it caused work or a question to the venue is due.
  private mutating func concludeIfNeeded(into effects: inout Effects) {
    if hasWork || time >= timers.dueAt { conclude(into: &effects) } else { setDue() }
  }

  /// Whether what was learnt caused any work.
  private var hasWork: Bool {
    !changes.isEmpty || switches.mustLook || orders.mustCancelAgain
      || books.ledger.mustJudgeLosses || agreement.unknownOrders.isNamed
  }

  /// Acts on what was learnt: exits first, then the plan.
  mutating func conclude(into effects: inout Effects) {
    conclude(since: effects.requests.count, into: &effects)
  }

  /// The same, if requests may have been added to the `before` ones since the input came.
  private mutating func conclude(since before: Int, into effects: inout Effects) {
    work.begin()
    protect(into: &effects)
    plan(into: &effects)
    if let wait = settings.entries.completeAfterNanoseconds {
      followImbalance(after: wait, into: &effects)
    }
    if attemptsAreDue { runAttempts(into: &effects) }
    if selfTrade.isRetrying { finishHeld() }
    keepCaps()
    if let reached = switches.takeReachedCap() { carryOut(reached, into: &effects) }
    keepDeadMan(into: &effects)
    if effects.requests.count != before { counters.decisions += 1 }
    setDue()
  }

  /// Sends queries that are due at the venue, and runs the checks that are due.
  private mutating func doWhatIsDue(into effects: inout Effects) {
    lookIntoOrders(into: &effects)
    lookIntoFetch(into: &effects)
    keepReconciled(into: &effects)
    keepConfirmed(into: &effects)
    watchFills()
    watchChannels(into: &effects)
    watchMargin(into: &effects)
  }

  /// Exits, cancel-alls and a running flatten; they never wait for the plan.
  mutating func protect(into effects: inout Effects) {
    if agreement.unknownOrders.isNamed { lookAtUnregistered(into: &effects) }
    if time >= timers.dueAt { doWhatIsDue(into: &effects) }
    if orders.mustCancelAgain { cancelAgain(into: &effects) }
    judgeMark()
    keepLosses(into: &effects)
    keepBreaker(into: &effects)
    keepMarketLife(into: &effects)
    judgeMarket()
    coverLots(into: &effects)
    if exits.cooldowns.mustPull { pullCoolingDown(into: &effects) }
    pullEntries(into: &effects)
    keepCancelAlls(into: &effects)
    continueFlatten(into: &effects)
    continueShutdown(into: &effects)
  }
}
