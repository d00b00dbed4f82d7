import Market
import Venue

/// The totals of a lot's live stops, in steps.
struct StopTotals: Equatable, Sendable {
  /// Everything that may still fill.
  var live: Int64 = 0
  /// Of that, what has the wanted trigger and is not being cancelled.
  var fitting: Int64 = 0
  /// Of the fitting, what the venue has not answered.
  var unanswered: Int64 = 0
  /// Not being cancelled, at another trigger.
  var misplaced: Int64 = 0
  var isAllReduceOnly = true
}

/// What holds back the exits of all lots.
enum ExitHold: Equatable, Sendable {
  case none
  /// A cancel-all of exits.
  case cancelAll
  /// A flatten closes the lots by itself: an exit could close them a second time.
  case flatten
  /// The process began again, and nothing was compared with the venue yet: the ended one may have
  /// sent the same exit.
  case restart

  /// The same as a reason why an exit is missing; nil if nothing holds exits back.
  var gap: ExitGap? {
    switch self {
    case .none: nil
    case .cancelAll: .held
    case .flatten: .flattening
    case .restart: .awaitsPosition
    }
  }
}

/// What a decision about one lot's stop depends on: plain numbers of this moment.
struct StopFacts: Sendable {
  let now: Instant
  /// The side that opened the lot.
  let side: Side
  let open: Int64
  let stops: StopTotals
  let room: ExitRoom
  /// How many steps may still be filled by closes of the lot that take and whose answer is due.
  let takingOut: Int64
  /// The best price at which the lot could be closed; nil if there is none.
  let best: Price?
  let hold: ExitHold
  /// The market can be seen and trades.
  let seesMarket: Bool
  /// The mark price that it goes by is too old.
  let lacksReference: Bool
  /// The market is at the trigger or past it, whether or not it can be acted on.
  let isReached: Bool
  /// A live order closes the lot together with others of its side.
  let isOutTogether: Bool
  /// The parts of its side that are too small are protected by being sent together.
  let isStoppedTogether: Bool
  /// Since when a part of the lot has been unprotected; nil if no part is.
  let unprotectedSince: Instant?

  /// How many steps of the lot a triggered stop must still be sent for. A close under way comes
  /// first, or both would fill.
  var sendable: Int64 { isOutTogether ? 0 : max(0, open - stops.live - takingOut) }

  /// A close under way is answered soon: how much it leaves is checked again then.
  var awaitsClose: Bool { !isOutTogether && takingOut > 0 }

  /// Exits may be sent, and the market can be seen.
  var mayTrigger: Bool { hold == .none && seesMarket }

  /// Why a part that is too small for an order of its own is not sent.
  var smallGap: ExitGap { isStoppedTogether ? .together : .tooSmall }

  /// A moment later.
  var soon: Instant { now.advanced(byNanoseconds: Retry.nanoseconds) }
}
