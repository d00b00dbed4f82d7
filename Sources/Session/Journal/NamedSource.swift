import Market
import SimulatedVenue

/// The market that a journal names instead of writing it down, and the place in it.
struct NamedSource: Sendable {
  private var feed: MarketFeed
  private let tape: Tape?
  private let heard: MarketKinds
  /// The number of the market's first updates that the source lacks.
  private let skipped: Int

  /// - Parameter heard: the kinds of update that reached the engine.
  init(_ segment: SegmentSource, heard: MarketKinds) {
    feed = MarketFeed(segment.source)
    tape = segment.source.tape
    self.heard = heard
    skipped = segment.skipped
    while feed.update + skipped < segment.place, feed.next() != nil {}
  }

  /// When the next update that reaches the engine comes; nil at the end of the source.
  var nextTime: Instant? {
    // A generated market makes no update that does not reach the engine.
    guard let tape else { return feed.nextTime }
    var ahead = feed.place
    while let update = ahead.next(in: tape.records) {
      if !update.kinds.isDisjoint(with: heard) { return update.time }
    }
    return nil
  }

  /// The next update that reaches the engine; nil at the end of the source.
  mutating func next() -> MarketUpdate? {
    while let update = feed.next() {
      if !update.kinds.isDisjoint(with: heard) { return update }
    }
    return nil
  }

  /// The update with a number in the whole market, which is not before this place; nil if the source
  /// ends before.
  mutating func update(_ number: Int) -> MarketUpdate? {
    while let update = feed.next() {
      if feed.update - 1 + skipped == number { return update }
    }
    return nil
  }
}
