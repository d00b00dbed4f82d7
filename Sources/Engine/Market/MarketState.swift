import Market
import Venue

/// What is known of the market.
struct MarketState: Sendable, Codable {
  private(set) var book: Book
  private(set) var volatility: Volatility
  var life: MarketLife
  private(set) var quoting = Quoting.blocked(.bookUnknown, .nothingStood)
  private(set) var lastBook = Instant.distantPast
  /// Best bid + best ask of the last book that had both sides, was not crossed and had a mid that a
  /// market makes, in ticks; zero before the first.
  private(set) var soundMid2: Int64 = 0
  /// The venue's time of that book.
  private(set) var soundAsOf = Instant.distantPast
  private(set) var mark = MarkState.untold
  /// The mid at the latest mark price, to know how far apart they are.
  private(set) var midAtMark = Valuation.unknown
  /// The price that positions are valued at, and the venue's time of that price.
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

  /// Why nothing may be quoted; nil if quoting is allowed.
  @inline(__always) var block: MarketBlock? { quoting.block }
}

// The ways in.
extension MarketState {
  /// Packs the book of an engine that is kept: see ``BookSide/pack()``.
  mutating func pack() { book.pack() }

  /// Folds an update into the book. Returns whether a volatility sample was taken.
  @inline(__always)
  mutating func take(book update: MarketUpdate, sound mid2: Int64?) -> Bool {
    let isMeasured =
      volatility.isActive && volatility.observe(mid2, since: lastBook, until: update.time)
    book.apply(update)
    lastBook = update.time
    return isMeasured
  }

  /// Takes in a sound mid: both sides are there, not crossed, around a price that a market makes.
  @inline(__always) mutating func take(sound mid2: Int64, asOf moment: Instant) {
    soundMid2 = mid2
    soundAsOf = moment
  }

  /// Takes in a mark price. Returns whether there was no usable one before.
  mutating func take(_ mark: MarkPrice, at now: Instant) -> Bool {
    midAtMark = soundMid2 > 0 ? .mid(twice: soundMid2) : .unknown
    return self.mark.take(mark, at: now)
  }

  /// The newest mark price is too old to use.
  mutating func expireMark() { mark.expire() }

  /// The next price is accepted as it is.
  mutating func forgetSound() { soundMid2 = 0 }

  /// The position is valued at this price from now on; `moment` is the venue's time of it.
  @inline(__always) mutating func value(by price: Valuation, asOf moment: Instant) {
    valuation = price
    valuedAsOf = moment
  }

  mutating func take(_ trade: Trade, at now: Instant) {
    if let last = lastTrade, last.price != trade.price { previousTradePrice = last.price }
    lastTradeAt = now
    lastTrade = trade
  }

  /// Market data were missed for this number of nanoseconds.
  mutating func miss(_ nanoseconds: Int64, until now: Instant) {
    lastGap = FeedGap(end: now, nanoseconds: nanoseconds)
    volatility.missed()
  }

  /// Whether the average true range may have changed since this was last asked.
  mutating func takeNewRange() -> Bool { volatility.takeNewRange() }

  /// Takes in whether the market can be quoted on now. Returns what changed about that.
  ///
  /// - Parameter begun: when the process began to hear the market, if it just did. A book that got
  ///   old before that says nothing about the feed.
  mutating func judge(_ block: MarketBlock?, at now: Instant, begun: Instant?) -> Quoting.News? {
    quoting.judge(block, since: block?.kind == .bookStale ? begun ?? lastBook : now)
  }

  /// Resting entries were cancelled because the market can't be quoted on.
  mutating func pulled() { quoting.pulled() }
}
