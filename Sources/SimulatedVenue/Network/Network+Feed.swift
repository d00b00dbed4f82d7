import Market
import Venue

/// What can be wrong with the feed at a given time.
struct FeedState: Sendable {
  /// No update arrives before this time; then everything held back does.
  var frozenUntil = Instant.distantPast
  /// When the freeze began; it means nothing while the feed is not frozen.
  var frozenSince = Instant.distantPast
  /// Updates that would arrive before this time are lost.
  var lostUntil = Instant.distantPast
  /// The book as it would be without the loss, the last mark price that was lost, and when the loss
  /// began; nil if nothing was lost.
  var missed: (book: Book, mark: MarkPrice?, since: Instant)?
  /// The engine needs a snapshot of the whole book.
  var snapshotIsDue = false

  /// When the gap ends, or at once if a snapshot is due; nil if neither.
  var nextDue: Instant? {
    if snapshotIsDue { return .distantPast }
    return lostUntil > .distantPast ? lostUntil : nil
  }
}

/// The feed. Its owner plays the tape and asks here when an update arrives and whether it does.
extension Network {
  /// How long the feed can be frozen without a break, in longest outages: one freeze may begin
  /// within another. After that, what was held back comes through first. Otherwise no update would
  /// ever arrive at a high enough rate.
  private static let mostFreezes: Int64 = 10

  /// Freezes the feed until `end`; returns false if it has been frozen for too long already.
  mutating func freezeFeed(until end: Instant, at time: Instant) -> Bool {
    let longest = Network.mostFreezes * settings.longestOutageNanoseconds
    if feed.frozenUntil < time { feed.frozenSince = time }
    let latest = feed.frozenSince.advanced(byNanoseconds: longest)
    guard time < latest else { return false }
    feed.frozenUntil = max(feed.frozenUntil, min(end, latest))
    return true
  }

  /// When an update arrives that would arrive at `moment` without faults.
  public func feedArrival(_ moment: Instant) -> Instant { max(moment, feed.frozenUntil) }

  /// Whether an update that arrives now reaches the engine.
  public var feedArrives: Bool {
    lines[.market].carries && feed.lostUntil == .distantPast && feed.missed == nil
  }

  /// Records an update that doesn't reach the engine.
  ///
  /// - Parameter book: the engine's book, without anything that was lost before.
  public mutating func miss(_ update: MarketUpdate, after book: Book) {
    if feed.missed == nil { feed.missed = (book, nil, update.time) }
    feed.missed?.book.apply(update)
    if update.kinds.contains(.mark) {
      for change in update.changes {
        if let mark = change.markPrice { feed.missed?.mark = mark }
      }
    }
  }

  /// Returns the snapshot with which the feed starts over after a loss: the gap, then the whole
  /// book. Nil if none is due.
  public mutating func takeSnapshot(at time: Instant) -> [MarketChange]? {
    guard feed.snapshotIsDue else { return nil }
    feed.snapshotIsDue = false
    guard let (book, mark, since) = feed.missed else { return nil }
    feed.missed = nil
    return [.gap(nanoseconds: max(0, time.nanoseconds(since: since)))]
      + Network.snapshot(of: book, mark)
  }

  /// The whole book for a feed that starts over after a loss of no time: a gap of zero, then the
  /// book.
  ///
  /// - Parameter mark: the mark price that goes with it; nil if there is none.
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

  /// Ends the gap if its time is up, and makes a snapshot due once the stream carries updates
  /// again.
  mutating func endFeedGap(at time: Instant) {
    if feed.lostUntil <= time { feed.lostUntil = .distantPast }
    if lines[.market].carries, feed.lostUntil == .distantPast, feed.missed != nil {
      feed.snapshotIsDue = true
    }
  }
}
