import Market
import Venue

/// A venue in a value: it plays a tape's book and matches our orders against it.
///
/// It reads no clock and draws nothing but from its seed, so the same calls give the same reports,
/// and a copy goes on as the original would have.
///
/// The order of business belongs to the caller: ``advance(to:)`` for the requests that reach the
/// venue and ``apply(_:)`` for the tape's updates, both in the order of time, ``submit(_:at:)``
/// and ``takeReports(until:into:)`` whenever there is something to send or to hear.
///
/// Where the rules of matching stand:
///
/// | rule | file |
/// |---|---|
/// | new orders and cancels | `Matching/Arrival.swift` |
/// | what is refused on arrival | `Matching/Refusals.swift` |
/// | amends | `Matching/Amending.swift` |
/// | taking from the displayed book | `Matching/Taking.swift` |
/// | when a resting order fills | `Matching/Filling.swift` |
/// | who stands before it | `Matching/QueueRule.swift` |
/// | how far trades have gone before the book says so | `Matching/Outrun.swift` |
/// | size that trades have consumed before the book says so | `Matching/Consumed.swift` |
/// | a crossed book, in which nothing is matched | `Matching/CrossedBook.swift` |
/// | reduce-only, groups, own orders in the way | `Matching/ReduceOnly.swift`, `Groups.swift`, `SelfTrade.swift` |
/// | orders that wait for a price | `Triggers/Triggering.swift` |
/// | a book that shows best prices only | `Matching/Quotes.swift` |
/// | how long things travel | `Matching/Latency.swift` |
/// | limits and budgets | `Limits/` |
/// | scheduled cancel, funding, phases, other hands | `Events/` |
/// | what is said when it is asked | `Inquiries/Answering.swift` |
/// | cash, margin, what is remembered | `Account/` |
public struct SimulatedVenue: Sendable {
  /// What stands before an order whose price the feed has not shown: all there could be.
  static let unknownAhead = Int64.max

  public let instrument: Instrument
  public let settings: SimulatedVenueSettings
  /// What is displayed: the tape's book, less what our own orders took from it.
  public internal(set) var book: Book
  /// The sum of our fills.
  public internal(set) var position = Position.flat
  /// What trades since the book's last update have proved gone from it.
  var outrun = Outrun()
  /// What of the displayed book trades have consumed.
  var consumed = Consumed()
  /// The last update left the book crossed: nothing is matched.
  var isCrossed = false
  /// Best bid + best ask when the book was last not crossed, in ticks; zero before there were both.
  var soundMid2: Int64 = 0
  /// The mark price as the tape last told it; nil before that, and once it is too old.
  var toldMark: MarkPrice?
  /// Orders of ours that the displayed book has been through since they came to rest.
  var unseen: [ClientOrderID] = []
  public internal(set) var counters = SimulatedVenueCounters()
  /// How many fills there were: the last fill's id.
  var lastFillID: UInt64 = 0
  /// The last trade's price in ticks; zero before the first.
  var lastTrade: Int64 = 0
  var account = VenueAccount()
  /// The last refusals, with what their texts name.
  var refusals = RingBuffer<RefusalNote>(capacity: 32)
  /// What the account held at the start; nothing where the instrument's money can't hold it.
  let startingEquity: ExactMoney?
  var memory: VenueMemory
  /// What happened, oldest first; empty unless ``SimulatedVenueSettings/keepsHistory``.
  public internal(set) var history: [VenueEvent] = []

  var orders = RestingOrders()
  var triggers = TriggerBook()
  /// Fills of grouped orders that the others of their groups have yet to feel.
  var outcomes: [Outcome] = []
  /// Whether anything was executed since groups and reduce-only orders were last looked at.
  var isUnsettled = false
  /// What comes due by itself.
  var own = OwnEvents()
  public internal(set) var phase = MarketStatus.Phase.trading
  /// When the market ends, where that is known.
  var endsAt: Instant?
  /// Why what is executed now is executed.
  var cause = FillCause.trade
  /// The number of the last foreign order.
  var lastForeign: UInt64 = 0
  var budgets = Budgets()
  /// The most a position may be worth with the orders of its side.
  let positionLimit: Money?
  /// Whether the settings ask for more than the plain rules of every order.
  let hasSpecialRules: Bool
  let isInstant: Bool
  /// The kinds of update that mean anything here.
  private let heard: MarketKinds
  private let feed: Latency
  var requests: Wire<OrderRequest>
  var replies: Wire<VenueReport>
  /// Without latency: reports to be taken, and when the oldest of them was made.
  var ready: [VenueReport] = []
  private var readySince = Instant.distantPast
  var inquiries: Wire<Inquiry>
  var answers: Wire<VenueAnswer>
  /// Without latency: answers to be taken, and when the oldest of them was made.
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

  /// Returns how many nanoseconds the tape's update of that number travels to us: a function of
  /// the seed and the number. It may let one update overtake another; who plays the feed decides.
  public func feedDelay(updateIndex: Int) -> Int64 {
    feed.delay(of: UInt64(bitPattern: Int64(updateIndex)))
  }

  // MARK: The market

  /// Folds one atomic update of the tape into the book and fills what it fills.
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

  /// The mark price is told anew. It lasts so long; then the middle of the book stands in.
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

  /// Moves the queue of the level that the line at an index changes, and shows anew what can be taken
  /// there, if it is still one of the run; returns the index to go on from. Within a snapshot queues
  /// wait until it is whole.
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

  /// Requests travel in messages of one kind and at most ``SimulatedVenueSettings/maximumBatch``;
  /// what is in one message arrives together.
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

  /// When the next request or inquiry under way reaches the venue, or it next does something by
  /// itself.
  public var nextArrival: Instant? {
    var next = requests.next ?? .distantFuture
    if let inquiry = inquiries.next { next = min(next, inquiry) }
    if own.next > .distantPast { next = min(next, own.next) }
    return next == .distantFuture ? nil : next
  }

  /// Works what reaches the venue by `time`, each at its own moment; of one moment, first what the
  /// venue does by itself, then requests.
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

  /// When the next report reaches us.
  public var nextReport: Instant? {
    guard isInstant else { return replies.next }
    return ready.isEmpty ? nil : readySince
  }

  /// Moves the reports that have arrived by `time` to the end of `reports`, oldest first.
  ///
  /// Without latency a report is there as soon as it's made, so all of them are taken.
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

  /// Says something about our orders.
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
