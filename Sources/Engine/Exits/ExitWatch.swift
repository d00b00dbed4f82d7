import Market

/// What must happen before a lot needs a check: prices for each side's exits, and a moment.
///
/// The prices only ever widen as lots are checked. Once one is reached, the lots that it may
/// concern are marked, and set their prices again. The cost of an update does not grow with the
/// number of lots.
struct ExitWatch: Sendable, Codable {
  /// The highest trigger of the watched stops that sell, and the lowest of those that buy.
  private(set) var stops = Thresholds.never
  /// Take-profits that the engine watches because they can't rest at the venue: the highest that
  /// buys, compared with the best ask, and the lowest that sells, compared with the best bid.
  private(set) var takeProfits = Thresholds.never
  /// The highest mark at which a short runner moves its stop, the lowest for a long one.
  private(set) var marks = Thresholds.never
  /// A trade came at a price that some exit waits for.
  private(set) var isTouched = false
  /// When the position is asked for next, because a lot waits for it; and how often it was asked
  /// for.
  private(set) var askAt = Instant.distantFuture
  private(set) var doubts: UInt8 = 0
  /// An exit was sent for less than its lot needs, because other exits took the room.
  private(set) var isShort = false
  /// Some exit can be sent only while its lot is the whole position.
  private(set) var isSpared = false
  /// Whether the market could be seen when lots were last checked.
  private(set) var sawMarket = false

  /// A watched stop of a side is triggered at a price.
  mutating func awaitStop(_ side: Side, at ticks: Int64) {
    stops.watch(pushedBy: side, to: ticks)
  }

  /// A watched take-profit of a side can take at a price.
  mutating func awaitTake(_ side: Side, at ticks: Int64) {
    takeProfits.watch(pushedBy: side.opposite, to: ticks)
  }

  /// A runner of a side moves its stop with the mark at a price.
  mutating func awaitMark(_ side: Side, at ticks: Int64) {
    marks.watch(pushedBy: side, to: ticks)
  }

  /// A trade came at a price that some exit waits for.
  mutating func touch() { isTouched = true }

  /// Lots are checked. Returns whether the market has become visible or invisible since.
  mutating func look(seesMarket: Bool) -> Bool {
    defer { sawMarket = seesMarket }
    return seesMarket != sawMarket
  }

  // Whether the position is as the fills make it.

  /// A lot waits for the position, which is asked for as soon as possible.
  mutating func doubtPosition(at now: Instant) {
    doubts = min(doubts, 5)
    if askAt == .distantFuture { askAt = now }
  }

  /// The position was asked for. The wait before the next question grows each time, up to a limit.
  mutating func askedForPosition(at now: Instant) {
    askAt = now.advanced(byNanoseconds: Retry.nanoseconds << Int64(doubts))
    doubts = min(doubts + 1, 6)
  }

  /// The question could not be sent.
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
