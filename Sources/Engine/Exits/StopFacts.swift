import Market
import Venue

/// What the stops of a lot come to that are out, in steps.
struct StopTotals: Equatable, Sendable {
  /// Everything that may still fill.
  var live: Int64 = 0
  /// Of that, what has the wanted trigger and is not being cancelled.
  var fitting: Int64 = 0
  /// Of the fitting, what the venue has not answered for.
  var unanswered: Int64 = 0
  /// Not being cancelled, at another trigger.
  var misplaced: Int64 = 0
  var isAllReduceOnly = true
}

/// What holds exits back, whatever lot they are of.
enum ExitHold: Equatable, Sendable {
  case none
  /// A cancel-all of legs.
  case cancelAll
  /// A flatten closes the lots by itself: an exit could close them a second time.
  case flatten

  /// The same as why an exit is missing.
  var gap: ExitGap? {
    switch self {
    case .none: nil
    case .cancelAll: .held
    case .flatten: .flattening
    }
  }
}

/// What a decision about one lot's stop goes by: plain numbers of this moment.
struct StopFacts: Sendable {
  let now: Instant
  /// The side that opened the lot.
  let side: Side
  let open: Int64
  let stops: StopTotals
  let room: ExitRoom
  /// What closes of the lot that take, and whose outcome is due, may still fill.
  let takingOut: Int64
  /// The best price at which the lot could be closed; nothing where there is none.
  let best: Price?
  let hold: ExitHold
  /// The market can be seen and trades.
  let seesMarket: Bool
  /// The mark price that it goes by is too old.
  let lacksReference: Bool
  /// The market is at the trigger or past it, whether or not it can be acted on.
  let isReached: Bool
  /// An order is out that closes the lot together with others of its side.
  let isOutTogether: Bool
  /// What is too small of its side is protected by being sent together.
  let isStoppedTogether: Bool
  /// Since when a part of the lot is protected by nobody.
  let unprotectedSince: Instant?

  /// How much of the lot a stop that was triggered has still to be sent for. A close of it that is under
  /// way comes first, or both would fill.
  var sendable: Int64 { isOutTogether ? 0 : max(0, open - stops.live - takingOut) }

  /// A close is under way, which is answered in a moment: how much it leaves is looked at again then.
  var awaitsClose: Bool { !isOutTogether && takingOut > 0 }

  /// Exits may go out, and the market can be seen to send them on.
  var mayTrigger: Bool { hold == .none && seesMarket }

  /// Why what is too small for an order of its own is not out.
  var smallGap: ExitGap { isStoppedTogether ? .together : .tooSmall }

  /// A moment later.
  var soon: Instant { now.advanced(byNanoseconds: Retry.nanoseconds) }
}
