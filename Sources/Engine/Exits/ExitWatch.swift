import Market

/// What must happen before a lot wants a look: prices for each side's exits, and a moment.
///
/// They only ever widen as lots are looked at; once one is reached, the lots it may concern are put
/// on the agenda and name theirs anew. No update costs more for there being more lots.
struct ExitWatch: Sendable, Codable {
  /// The highest trigger of the stops we watch that sell, the lowest of those that buy.
  var stops = Thresholds.never
  /// The highest take-profit that buys and that we watch since the venue would not have it, held
  /// against the best ask; the lowest that sells, against the best bid.
  var takeProfits = Thresholds.never
  /// The highest mark at which a runner that is short moves its stop, the lowest for one that is long.
  var marks = Thresholds.never
  /// A trade came at a price that some exit waits for.
  var isTouched = false
  /// When the position is asked for next, since a lot waits for that; and how often it was.
  var askAt = Instant.distantFuture
  var doubts: UInt8 = 0
  /// An exit went out for less than its lot has, since other exits took the room.
  var isShort = false
  /// The stop of some lot can be sent only while that lot is the whole position.
  var isSpared = false
  /// Whether the market could be seen when lots were last looked at.
  var sawMarket = false

  mutating func forgetPrices() {
    stops = .never
    takeProfits = .never
    marks = .never
    isTouched = false
  }
}
