import Market
import Venue

/// What is known of the market.
struct MarketState: Sendable, Codable {
  private(set) var book: Book
  private(set) var volatility: Volatility
  var life: MarketLife
  private(set) var quoting = Quoting.blocked(.bookUnknown, .nothingStood)
  private(set) var lastBook = Instant.distantPast
  /// Best bid + best ask when both were last there, not crossed, and their middle was a price that a
  /// market makes, in ticks; zero before that.
  private(set) var soundMid2: Int64 = 0
  /// The moment that it tells of, by the venue.
  private(set) var soundAsOf = Instant.distantPast
  private(set) var mark = MarkState.untold
  /// The mid as the mark price was told last, to know how far apart they are.
  private(set) var midAtMark = Valuation.unknown
  /// What positions are valued by, and the moment that it tells of, by the venue.
  private(set) var valuation = Valuation.unknown
  private(set) var valuedAsOf = Instant.distantPast
  private(set) var lastTrade: Trade?
  private(set) var lastTradeAt = Instant.distantPast
  private(set) var previousTradePrice: Price?
  private(set) var lastGap: FeedGap?

  init(_ setup: Setup, _ source: Book.Source) {
    let settings = setup.settings
    book = Book(source: source)
    volatility = Volatility(settings.grid.volatility, isActive: settings.needsVolatility)
    life = MarketLife(endsAt: settings.market.life.endsAt)
  }

  /// Why nothing may be quoted, if so.
  @inline(__always) var block: MarketBlock? { quoting.block }
}

// The ways in.
extension MarketState {
  /// Folds in what an update says of the book. Returns whether a sample of the swing was taken.
  @inline(__always)
  mutating func take(book update: MarketUpdate, sound mid2: Int64?) -> Bool {
    let isMeasured =
      volatility.isActive && volatility.observe(mid2, since: lastBook, until: update.time)
    book.apply(update)
    lastBook = update.time
    return isMeasured
  }

  /// Both sides are there, not crossed, around a price that a market makes.
  @inline(__always) mutating func take(sound mid2: Int64, asOf moment: Instant) {
    soundMid2 = mid2
    soundAsOf = moment
  }

  /// A mark price came. Returns whether there was none to go by before.
  mutating func take(_ mark: MarkPrice, at now: Instant) -> Bool {
    midAtMark = soundMid2 > 0 ? .mid(twice: soundMid2) : .unknown
    return self.mark.take(mark, at: now)
  }

  /// The newest mark price is too old to go by.
  mutating func expireMark() { mark.expire() }

  /// The next price is taken as it is.
  mutating func forgetSound() { soundMid2 = 0 }

  /// The position is valued by this, which tells of that moment.
  @inline(__always) mutating func value(by price: Valuation, asOf moment: Instant) {
    valuation = price
    valuedAsOf = moment
  }

  mutating func take(_ trade: Trade, at now: Instant) {
    if let last = lastTrade, last.price != trade.price { previousTradePrice = last.price }
    lastTradeAt = now
    lastTrade = trade
  }

  /// Market data was missed for so many nanoseconds.
  mutating func miss(_ nanoseconds: Int64, until now: Instant) {
    lastGap = FeedGap(end: now, nanoseconds: nanoseconds)
    volatility.missed()
  }

  /// Whether the average true range is another than when this was asked last.
  mutating func takeNewRange() -> Bool { volatility.takeNewRange() }

  /// Takes in whether it can be quoted on now. Returns what is new about that.
  mutating func judge(_ block: MarketBlock?, at now: Instant) -> Quoting.News? {
    quoting.judge(block, since: block?.kind == .bookStale ? lastBook : now)
  }

  /// What rested was pulled, since it can't be quoted on.
  mutating func pulled() { quoting.pulled() }
}
