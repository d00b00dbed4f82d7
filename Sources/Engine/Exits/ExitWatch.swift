import Market

/// What must happen before a lot wants a look: prices for each side's exits, and a moment.
///
/// They only ever widen as lots are looked at; once one is reached, the lots it may concern are put
/// that are named and name theirs anew. No update costs more for there being more lots.
struct ExitWatch: Sendable, Codable {
  /// The highest trigger of the stops we watch that sell, the lowest of those that buy.
  private(set) var stops = Thresholds.never
  /// The highest take-profit that buys and that we watch since the venue would not have it, held
  /// against the best ask; the lowest that sells, against the best bid.
  private(set) var takeProfits = Thresholds.never
  /// The highest mark at which a runner that is short moves its stop, the lowest for one that is long.
  private(set) var marks = Thresholds.never
  /// A trade came at a price that some exit waits for.
  private(set) var isTouched = false
  /// When the position is asked for next, since a lot waits for that; and how often it was.
  private(set) var askAt = Instant.distantFuture
  private(set) var doubts: UInt8 = 0
  /// An exit went out for less than its lot has, since other exits took the room.
  private(set) var isShort = false
  /// Some exit can be sent only while its lot is the whole position.
  private(set) var isSpared = false
  /// Whether the market could be seen when lots were last looked at.
  private(set) var sawMarket = false

  /// A stop of a side that we watch goes off at a price.
  mutating func awaitStop(_ side: Side, at ticks: Int64) {
    stops.watch(pushedBy: side, to: ticks)
  }

  /// A take-profit of a side that we watch can be had at a price.
  mutating func awaitTake(_ side: Side, at ticks: Int64) {
    takeProfits.watch(pushedBy: side.opposite, to: ticks)
  }

  /// A runner of a side moves its stop with the mark at a price.
  mutating func awaitMark(_ side: Side, at ticks: Int64) {
    marks.watch(pushedBy: side, to: ticks)
  }

  /// A trade came at a price that some exit waits for.
  mutating func touch() { isTouched = true }

  /// Lots are looked at. Returns whether the market can be seen where it could not be before, or no longer.
  mutating func look(seesMarket: Bool) -> Bool {
    defer { sawMarket = seesMarket }
    return seesMarket != sawMarket
  }

  // Whether the position is as the fills make it.

  /// A lot waits for the position, which is asked for as soon as may be.
  mutating func doubtPosition(at now: Instant) {
    doubts = min(doubts, 5)
    if askAt == .distantFuture { askAt = now }
  }

  /// The position was asked for: again later each time.
  mutating func askedForPosition(at now: Instant) {
    askAt = now.advanced(byNanoseconds: Retry.nanoseconds << Int64(doubts))
    doubts = min(doubts + 1, 6)
  }

  /// There was no room for the question.
  mutating func couldNotAsk(at now: Instant) {
    askAt = now.advanced(byNanoseconds: Retry.nanoseconds)
  }

  mutating func positionConfirmed() {
    askAt = .distantFuture
    doubts = 0
  }

  // What a change of the position, or of other exits, may help.

  mutating func runShort() { isShort = true }
  mutating func roomCame() { isShort = false }
  mutating func spare() { isSpared = true }
  mutating func positionChanged() { isSpared = false }

  mutating func forgetPrices() {
    stops = .never
    takeProfits = .never
    marks = .never
    isTouched = false
  }
}
