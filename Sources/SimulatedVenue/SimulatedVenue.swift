import Market
import Venue

/// A venue as a value: it plays a tape's book and matches our orders against it.
///
/// It reads no clock and draws only from its seed, so the same calls give the same reports, and a
/// copy continues as the original would have.
///
/// The caller decides the order of events: ``advance(to:)`` for the requests that reach the venue
/// and ``apply(_:)`` for the tape's updates, both in order of time; ``submit(_:at:)`` and
/// ``takeReports(until:into:)`` whenever there is something to send or to receive.
///
/// Where the rules of matching are:
///
/// | rule | file |
/// |---|---|
/// | new orders and cancels | `Matching/Arrival.swift` |
/// | what is refused on arrival | `Matching/Refusals.swift` |
/// | amends | `Matching/Amending.swift` |
/// | taking from the displayed book | `Matching/Taking.swift` |
/// | when a resting order fills | `Matching/Filling.swift` |
/// | who is before it in the queue | `Matching/QueueRule.swift` |
/// | how far trades have swept before the book shows it | `Matching/Outrun.swift` |
/// | size that trades have consumed before the book shows it | `Matching/Consumed.swift` |
/// | a crossed book, in which nothing is matched | `Matching/CrossedBook.swift` |
/// | reduce-only, groups, self-trades | `Matching/ReduceOnly.swift`, `Groups.swift`, `SelfTrade.swift` |
/// | orders that wait for a price | `Triggers/Triggering.swift` |
/// | a book that shows best prices only | `Matching/Quotes.swift` |
/// | latency | `Matching/Latency.swift` |
/// | limits and budgets | `Limits/` |
/// | scheduled cancel, funding, phases, third parties | `Events/` |
/// | answers to inquiries | `Inquiries/Answering.swift` |
/// | cash, margin, what is remembered | `Account/` |
public struct SimulatedVenue: Sendable {
  /// The queue ahead of an order whose price the feed has not shown: unlimited.
  static let unknownAhead = Int64.max

  public let instrument: Instrument
  public let settings: SimulatedVenueSettings
  /// The displayed book: that of the tape, less what our own orders took from it.
  public internal(set) var book: Book
  /// The net size of our fills.
  public internal(set) var position = Position.flat
  /// How far trades have swept the book since its last update.
  var outrun = Outrun()
  /// Displayed size that trades have consumed.
  var consumed = Consumed()
  /// Whether the last update left the book crossed: then nothing is matched.
  var isCrossed = false
  /// Best bid + best ask when the book was last not crossed, in ticks; zero before there were both.
  var soundMid2: Int64 = 0
  /// The last mark price of the tape; nil before the first, and once it is too old.
  var toldMark: MarkPrice?
  /// Our own orders whose price the displayed opposite best has been beyond ever since they came to
  /// rest.
  var unseen: [ClientOrderID] = []
  public internal(set) var counters = SimulatedVenueCounters()
  /// The last fill's id, which is the number of fills.
  var lastFillID: UInt64 = 0
  /// The last trade's price in ticks; zero before the first.
  var lastTrade: Int64 = 0
  var account = VenueAccount()
  /// The last refusals, with the facts that their texts name.
  var refusals = RingBuffer<RefusalNote>(capacity: 32)
  /// The equity at the start; nil if it doesn't fit into the instrument's money.
  let startingEquity: ExactMoney?
  var memory: VenueMemory
  /// What happened, oldest first; empty unless ``SimulatedVenueSettings/keepsHistory``.
  public internal(set) var history: [VenueEvent] = []

  var orders = RestingOrders()
  var triggers = TriggerBook()
  /// Fills of grouped orders that have not been applied to the others of their groups yet.
  var outcomes: [Outcome] = []
  /// Whether anything was executed since groups and reduce-only orders were last checked.
  var isUnsettled = false
  /// What the venue will do by itself, and when.
  var own = OwnEvents()
  public internal(set) var phase = MarketStatus.Phase.trading
  /// When the market ends; nil if that is unknown.
  var endsAt: Instant?
  /// The cause of the executions booked now.
  var cause = FillCause.trade
  /// The number of the last foreign order.
  var lastForeign: UInt64 = 0
  var budgets = Budgets()
  /// The most that a position may be worth with the open orders of its side; nil for no limit.
  let positionLimit: Money?
  /// Whether the settings ask for more than the plain rules of every order.
  let hasSpecialRules: Bool
  let isInstant: Bool
  /// The kinds of update that this venue uses.
  private let heard: MarketKinds
  private let feed: Latency
  var requests: Wire<OrderRequest>
  var replies: Wire<VenueReport>
  /// Without latency: reports that wait to be taken, and when the oldest was made.
  var ready: [VenueReport] = []
  private var readySince = Instant.distantPast
  var inquiries: Wire<Inquiry>
  var answers: Wire<VenueAnswer>
  /// Without latency: answers that wait to be taken, and when the oldest was made.
  var readyAnswers: [VenueAnswer] = []
  var readyAnswersSince = Instant.distantPast

  public init(instrument: Instrument, settings: SimulatedVenueSettings, bookSource: Book.Source) {
    func orderLatency(_ way: Latency.Way) -> Latency {
      Latency(
        way, nanoseconds: settings.orderLatencyNanoseconds,
        jitterNanoseconds: settings.orderJitterNanoseconds, seed: settings.seed)
    }
    self.instrument = instrument
    self.settings = settings
    startingEquity = instrument.exactMoney(settings.account.startingEquity)
    memory = VenueMemory(settings.memory)
    book = Book(source: bookSource)
    isInstant = settings.isInstant
    hasSpecialRules = settings.hasSpecialRules
    positionLimit = settings.limits.positionValue.flatMap { instrument.money($0) }
    if settings.events.fundingHundredMillionths != 0 { own.fundingAt = .distantPast }
    heard = book.kinds.union([.trades, .mark])
    feed = Latency(
      .feed, nanoseconds: settings.feedLatencyNanoseconds,
      jitterNanoseconds: settings.feedJitterNanoseconds, seed: settings.seed)
    requests = Wire(orderLatency(.request))
    replies = Wire(orderLatency(.report))
    inquiries = Wire(orderLatency(.inquiry))
    answers = Wire(orderLatency(.answer))
  }

  /// Returns how many nanoseconds update `updateIndex` of the tape travels to us: a function of the
  /// seed and the number. The delay may let one update overtake another; whoever plays the feed
  /// decides.
  public func feedDelay(updateIndex: Int) -> Int64 {
    feed.delay(of: UInt64(bitPattern: Int64(updateIndex)))
  }

  /// Packs the book and the index of our orders: a copy that is kept then takes little memory until
  /// it goes on. It means the same as before.
  public mutating func pack() {
    book.pack()
    orders.pack()
  }

  // MARK: The market

  /// Folds one atomic update of the tape into the book and fills the orders that it reaches.
  public mutating func apply(_ update: MarketUpdate) {
    guard !update.kinds.isDisjoint(with: heard) else { return }
    if own.next <= update.time { happen(until: update.time) }
    if update.kinds.contains(.mark) { takeMark(of: update) }
    guard isMatching else { return follow(update) }
    switch book.source {
    case .depth: foldDepth(update)
    case .quotes:
      foldQuotes(update)
      noteConsumed(update)
    }
    if !update.kinds.isDisjoint(with: book.kinds) {
      outrun = Outrun()
      noteCrossing()
      if !isCrossed { fillThrough(at: update.time) }
    }
    settleAftermath(at: update.time)
    if settings.account.liquidates, !isCrossed { liquidateIfDue(at: update.time) }
  }

  /// Takes a new mark price. It is valid for `markLastsNanoseconds`; then the middle of the book is
  /// used.
  @inline(never)
  private mutating func takeMark(of update: MarketUpdate) {
    for change in update.changes {
      if let mark = change.markPrice { toldMark = mark }
    }
    let lasts = settings.markLastsNanoseconds
    if lasts > 0 { own.markEndsAt = update.time.advanced(byNanoseconds: lasts) }
  }

  private mutating func foldDepth(_ update: MarketUpdate) {
    // The book first: whether it is crossed decides whether trades of this update fill anything.
    if !update.kinds.isDisjoint(with: .depth) {
      book.apply(update)
      isCrossed = book.isCrossed
    }
    var isCleared = false
    let changes = update.changes
    var index = 0
    while index < changes.count {
      let change = changes[index]
      switch change.kind {
      case .bidLevel:
        index = orders.bids.firstShown(
          in: changes, from: index, kind: .bidLevel, orWithin: consumed.bids.reach)
        index = levelChanged(changes, index, .bidLevel, .buy, isCleared: isCleared)
        continue
      case .askLevel:
        index = orders.asks.firstShown(
          in: changes, from: index, kind: .askLevel, orWithin: consumed.asks.reach)
        index = levelChanged(changes, index, .askLevel, .sell, isCleared: isCleared)
        continue
      case .sellTrade: trade(change, hitting: .buy, at: update.time)
      case .buyTrade: trade(change, hitting: .sell, at: update.time)
      case .clear:
        isCleared = true
        consumed.clear()
      case .frame, .bestBid, .bestAsk, .gap, .mark, nil: break
      }
      index += 1
    }
    if isCleared { relearnLevels() }
  }

  private mutating func trade(_ change: MarketChange, hitting side: Side, at time: Instant) {
    match(change, hitting: side, at: time)
    consume(change, hitting: side)
  }

  /// Applies the line at an index to the queue of its level and to what can be taken there, if the
  /// line is still one of the run. Returns the index to continue from. Within a snapshot queues
  /// wait until it is complete.
  private mutating func levelChanged(
    _ changes: UnsafeBufferPointer<MarketChange>, _ index: Int, _ kind: MarketChange.Kind,
    _ side: Side, isCleared: Bool
  ) -> Int {
    guard index < changes.count, changes[index].rawKind == kind.rawValue else { return index }
    let change = changes[index]
    consumed.show(side, change.ticks, change.steps)
    if !isCleared { levelChanged(Price(ticks: change.ticks), side, to: change.steps) }
    return index + 1
  }

  // MARK: Requests

  /// Sends requests. They travel in messages of one kind and at most
  /// ``SimulatedVenueSettings/maximumBatch``; the requests of one message arrive together.
  public mutating func submit(_ submitted: [OrderRequest], at time: Instant) {
    var start = 0
    while start < submitted.count {
      let end = submitted.endOfMessage(from: start, limit: settings.maximumBatch)
      counters.messages += 1
      if !isInstant {
        requests.send(submitted[start..<end], at: time)
      } else if settings.judgesMessages {
        workJudged(submitted[start..<end], at: time)
      } else {
        for index in start..<end { work(submitted[index], at: time) }
      }
      start = end
    }
  }

  /// When the next request or inquiry in transit reaches the venue, or the venue next does
  /// something by itself; nil if neither.
  public var nextArrival: Instant? {
    var next = requests.next ?? .distantFuture
    if let inquiry = inquiries.next { next = min(next, inquiry) }
    if own.next > .distantPast { next = min(next, own.next) }
    return next == .distantFuture ? nil : next
  }

  /// Works what reaches the venue by `time`, each at its own time. At the same time, what the venue
  /// does by itself comes first, then requests, then inquiries.
  public mutating func advance(to time: Instant) {
    while let next = nextArrival, next <= time {
      if own.next == next {
        happen(until: next)
      } else if requests.next == next {
        workNext(at: next)
      } else if let (arrival, inquiry) = inquiries.receive(until: next) {
        answerJudged(inquiry, at: arrival)
      }
    }
  }

  private mutating func workNext(at time: Instant) {
    guard settings.judgesMessages, let sending = requests.nextSending else {
      if let (_, request) = requests.receive(until: time) { work(request, at: time) }
      return
    }
    var message: [OrderRequest] = []
    while requests.nextSending == sending, let (_, request) = requests.receive(until: time) {
      message.append(request)
    }
    workJudged(message[...], at: time)
  }

  mutating func work(_ request: OrderRequest, at time: Instant) {
    if own.next <= time { happen(until: time) }
    switch request {
    case .place(let order): place(order, at: time)
    case .amend(let id, let limit, let remaining):
      amend(id, limit: limit, remaining: remaining, at: time)
    case .cancel(let id): cancel(id, at: time)
    case .scheduleCancel(let moment): schedule(moment, at: time)
    }
    settleAftermath(at: time)
  }

  // MARK: Reports

  /// When the next report reaches us; nil if none is in transit.
  public var nextReport: Instant? {
    guard isInstant else { return replies.next }
    return ready.isEmpty ? nil : readySince
  }

  /// Moves the reports that have arrived by `time` to the end of `reports`, oldest first.
  ///
  /// Without latency a report arrives as soon as it's made, so all of them are taken.
  public mutating func takeReports(until time: Instant, into reports: inout [VenueReport]) {
    if isInstant {
      guard !ready.isEmpty else { return }
      if reports.isEmpty {
        swap(&reports, &ready)
      } else {
        reports.append(contentsOf: ready)
        ready.removeAll(keepingCapacity: true)
      }
    } else {
      while let (_, report) = replies.receive(until: time) { reports.append(report) }
    }
  }

  /// Sends a report about our orders.
  mutating func report(
    _ report: VenueReport, about subject: RefusalSubject = .plain, at time: Instant
  ) {
    noteRefusal(report, about: subject)
    if isInstant {
      if ready.isEmpty { readySince = time }
      ready.append(report)
    } else {
      replies.send(report, at: time)
    }
  }
}
