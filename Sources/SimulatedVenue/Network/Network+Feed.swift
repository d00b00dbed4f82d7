import Market
import Venue

/// What may be wrong with the feed at a moment.
struct FeedState: Sendable {
  /// Nothing of it arrives before this moment; then everything does.
  var frozenUntil = Instant.distantPast
  /// When it began to stand still, where it does.
  var frozenSince = Instant.distantPast
  /// What of it would arrive before this moment is lost.
  var lostUntil = Instant.distantPast
  /// The book as it would be had nothing been lost, the last mark price that was, and since when
  /// something has been.
  var missed: (book: Book, mark: MarkPrice?, since: Instant)?
  /// The book must be told anew.
  var snapshotIsDue = false

  /// When the gap ends, or at once where the book is to be told.
  var nextDue: Instant? {
    if snapshotIsDue { return .distantPast }
    return lostUntil > .distantPast ? lostUntil : nil
  }
}

/// The feed. Its owner plays it and asks here when an update arrives, and whether it does.
extension Network {
  /// So many of the longest outages on end the feed can stand still, since one may begin within
  /// another. Then what was held back comes through first, or a rate that is high enough would let
  /// none ever come.
  private static let mostFreezes: Int64 = 10

  /// The feed stands still until a moment; returns whether it does.
  mutating func freezeFeed(until end: Instant, at time: Instant) -> Bool {
    let longest = Network.mostFreezes * settings.longestOutageNanoseconds
    if feed.frozenUntil < time { feed.frozenSince = time }
    let latest = feed.frozenSince.advanced(byNanoseconds: longest)
    guard time < latest else { return false }
    feed.frozenUntil = max(feed.frozenUntil, min(end, latest))
    return true
  }

  /// When an update that would arrive at a moment does.
  public func feedArrival(_ moment: Instant) -> Instant { max(moment, feed.frozenUntil) }

  /// Whether what arrives on the feed now reaches the engine.
  public var feedArrives: Bool {
    lines[.market].carries && feed.lostUntil == .distantPast && feed.missed == nil
  }

  /// Takes an update that doesn't reach the engine.
  ///
  /// - Parameter book: the engine's, which knows nothing of what was lost before.
  public mutating func miss(_ update: MarketUpdate, after book: Book) {
    if feed.missed == nil { feed.missed = (book, nil, update.time) }
    feed.missed?.book.apply(update)
    if update.kinds.contains(.mark) {
      for change in update.changes {
        if let mark = change.markPrice { feed.missed?.mark = mark }
      }
    }
  }

  /// Takes the snapshot with which the feed begins anew after a loss, if there is one now: the gap,
  /// then the whole book.
  public mutating func takeSnapshot(at time: Instant) -> [MarketChange]? {
    guard feed.snapshotIsDue else { return nil }
    feed.snapshotIsDue = false
    guard let (book, mark, since) = feed.missed else { return nil }
    feed.missed = nil
    return [.gap(nanoseconds: max(0, time.nanoseconds(since: since)))]
      + Network.snapshot(of: book, mark)
  }

  /// The whole of a book as a feed begins with it that was lost for no time.
  ///
  /// - Parameter mark: the mark price that goes with it, where there is one.
  public static func restart(of book: Book, _ mark: MarkPrice?) -> [MarketChange] {
    [.gap(nanoseconds: 0)] + snapshot(of: book, mark)
  }

  private static func snapshot(of book: Book, _ mark: MarkPrice?) -> [MarketChange] {
    var changes: [MarketChange] = book.source == .depth ? [.clear] : []
    for side in Side.allCases {
      let kind: MarketChange.Kind =
        switch (book.source, side) {
        case (.depth, .buy): .bidLevel
        case (.depth, .sell): .askLevel
        case (.quotes, .buy): .bestBid
        case (.quotes, .sell): .bestAsk
        }
      var levels: [MarketChange] = []
      book[side].visitPrices { price in
        levels.append(MarketChange(kind, price, book[side].size(at: price)))
      }
      changes += levels.sorted { $0.ticks < $1.ticks }
    }
    if let mark { changes.append(.mark(mark)) }
    return changes
  }

  /// Ends the gap whose time is up, and has the book told anew once the stream carries again.
  mutating func endFeedGap(at time: Instant) {
    if feed.lostUntil <= time { feed.lostUntil = .distantPast }
    if lines[.market].carries, feed.lostUntil == .distantPast, feed.missed != nil {
      feed.snapshotIsDue = true
    }
  }
}
