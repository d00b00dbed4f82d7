import Market
import SimulatedVenue
import Testing

@Suite("Generated markets")
struct GeneratedMarketTests {
  private static func market(
    _ style: MarketStyle, seed: UInt64 = 1, updatesPerSecond: Int64 = 10
  ) -> GeneratedMarket {
    var settings = GeneratedMarketSettings()
    settings.style = style
    settings.seed = seed
    settings.updatesPerSecond = updatesPerSecond
    return GeneratedMarket(settings)
  }

  /// What an observer of a market sees.
  private struct Seen {
    var book = Book()
    var updates = 0
    var trades = 0
    var faults: [String] = []
    /// The largest moves of the mid, in hundredths of a basis point.
    var largestStep: Int64 = 0
    var longestSilence: Int64 = 0
    var gaps = 0
    var mids: [Int64] = []
    var last = Instant.distantPast

    /// Holds one update against the book before it, then folds it in.
    mutating func look(_ update: MarketUpdate) {
      let mid = book.mid2
      if updates > 0 {
        if update.time <= last { faults.append("time stands still") }
        longestSilence = max(longestSilence, update.time.nanoseconds(since: last))
      }
      last = update.time
      var taken: [Int64: Int64] = [:]
      for change in update.changes {
        switch change.kind {
        case .buyTrade, .sellTrade:
          trades += 1
          let side: Side = change.kind == .buyTrade ? .sell : .buy
          taken[change.ticks, default: 0] += change.steps
          if taken[change.ticks, default: 0] > book[side].size(at: Price(ticks: change.ticks)).steps
          {
            faults.append("more traded at \(change.ticks) than was shown")
          }
        case .gap: gaps += 1
        case .bidLevel, .askLevel, .clear, .bestBid, .bestAsk, .frame, .mark, nil: break
        }
      }
      book.apply(update)
      updates += 1
      look(at: book, since: mid)
    }

    private mutating func look(at book: Book, since mid: Int64?) {
      guard let bid = book.bids.best, let ask = book.asks.best, bid < ask, let now = book.mid2
      else { return faults.append("update \(updates): crossed or empty") }
      for side in Side.allCases where updates % 64 == 0 {
        var count = 0
        book[side].visitPrices { _ in count += 1 }
        if count != 20 { faults.append("update \(updates): \(count) levels") }
      }
      if let mid { largestStep = max(largestStep, abs(now - mid) * 1_000_000 / mid) }
      mids.append(now)
    }
  }

  private static func watch(_ market: inout GeneratedMarket, minutes: Int64) -> Seen {
    var seen = Seen()
    let end = market.settings.start.advanced(byNanoseconds: minutes * 60_000_000_000)
    while let next = market.nextTime, next <= end, let update = market.next() { seen.look(update) }
    return seen
  }

  @Test(
    "VENUE-02 A generated market trades only what it shows, is never crossed, and never ends",
    arguments: MarketStyle.allCases, [UInt64(1), 2])
  func consistent(style: MarketStyle, seed: UInt64) {
    var market = Self.market(style, seed: seed)
    let seen = Self.watch(&market, minutes: 20)

    #expect(seen.faults.isEmpty, "\(style), seed \(seed): \(seen.faults.prefix(3))")
    #expect((7_000...20_000).contains(seen.updates), "some ten a second: \(seen.updates)")
    #expect(seen.trades > 1_500)
    #expect(market.nextTime != nil)
  }

  @Test(
    "VENUE-02 Every update comes at the moment that was told before it, silences included",
    arguments: MarketStyle.allCases)
  func toldTimes(style: MarketStyle) {
    var settings = GeneratedMarketSettings()
    settings.style = style
    settings.seed = 5
    settings.updatesPerSecond = 2
    settings.lengthNanoseconds = 3 * 3_600_000_000_000
    var market = GeneratedMarket(settings)
    let end = settings.start.advanced(byNanoseconds: 3 * 3_600_000_000_000)
    var last = settings.start
    var untold = 0
    while let told = market.nextTime, let update = market.next() {
      if update.time != told { untold += 1 }
      last = update.time
    }

    #expect(untold == 0)
    #expect(last <= end)
  }

  @Test("VENUE-02 Each style is what it is called")
  func styles() {
    var seen: [MarketStyle: Seen] = [:]
    for style in MarketStyle.allCases {
      var market = Self.market(style, seed: 5, updatesPerSecond: 2)
      seen[style] = Self.watch(&market, minutes: 120)
    }
    /// The widest the mid went within two hours, in hundredths of a basis point.
    func range(_ style: MarketStyle) -> Int64 {
      let mids = seen[style]?.mids ?? []
      return ((mids.max() ?? 0) - (mids.min() ?? 0)) * 1_000_000 / (mids.first ?? 1)
    }
    /// How far it went within a few seconds and was more than half back soon after.
    func wick(_ style: MarketStyle) -> Int64 {
      let mids = seen[style]?.mids ?? []
      var largest: Int64 = 0
      for index in stride(from: 0, to: max(0, mids.count - 100), by: 5) {
        let far = mids[index..<index + 50].map { abs($0 - mids[index]) }.max() ?? 0
        let end = abs(mids[index + 99] - mids[index])
        if end < far / 2 { largest = max(largest, far * 1_000_000 / mids[index]) }
      }
      return largest
    }

    #expect(range(.quiet) < 5_000, "within half a per cent: \(range(.quiet))")
    #expect(range(.trending) > 5_000)
    #expect(wick(.wick) > 3_000)
    #expect(wick(.quiet) < 1_500)
    #expect(seen[.gap]?.largestStep ?? 0 > 3_000)
    #expect(seen[.quiet]?.largestStep ?? 0 < 500)
    #expect(seen[.halt]?.longestSilence ?? 0 >= 20_000_000_000)
    #expect(seen[.halt]?.gaps ?? 0 > 1)
    #expect(seen[.quiet]?.longestSilence ?? 0 <= 1_000_000_000)
  }

  @Test("VENUE-02 A copy goes on with the same updates; another seed makes another market")
  func value() {
    var first = Self.market(.mixed)
    for _ in 0..<5_000 { _ = first.next() }
    var copy = first
    let other = Self.market(.mixed, seed: 2)
    func hash(_ market: GeneratedMarket) -> UInt64 {
      var hash = StateHash()
      market.digest(into: &hash)
      return hash.value
    }
    for _ in 0..<2_000 {
      let update = first.next()
      let changes = update.map { Array($0.changes) }
      let same = copy.next()
      #expect(update?.time == same?.time && changes == same.map { Array($0.changes) })
    }
    #expect(hash(first) == hash(copy))
    #expect(hash(first) != hash(other))
  }

  @Test(
    "VENUE-02 After a day it is still near where it began",
    arguments: [MarketStyle.trending, .mixed])
  func staysNear(style: MarketStyle) {
    var settings = GeneratedMarketSettings()
    settings.style = style
    settings.updatesPerSecond = 1
    var market = GeneratedMarket(settings)
    var book = Book()
    while market.updates < 60_000, let update = market.next() { book.apply(update) }
    let mid = (book.mid2 ?? 0) / 2

    #expect((200_000...1_800_000).contains(mid), "\(mid)")
  }

  @Test("VENUE-02 With a length it ends there")
  func ends() {
    var settings = GeneratedMarketSettings()
    settings.lengthNanoseconds = 60_000_000_000
    var market = GeneratedMarket(settings)
    var last = settings.start
    while let update = market.next() { last = update.time }

    #expect(last.nanoseconds(since: settings.start) <= 60_000_000_000)
    #expect(market.updates > 400)
  }
}
