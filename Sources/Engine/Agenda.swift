import Market
import Venue

/// What an input leaves to be done before it is concluded.
struct Agenda: Sendable, Codable {
  /// Lots whose cover must be looked at.
  var lots = LotAgenda()
  /// Slots whose rung must be settled.
  var slots: [UInt64] = []
  /// Every rung must be settled, or the whole ladder built anew.
  var allRungs = false
  var rebuild = false
  /// The market swings differently, so the spacing must change.
  var respace = false
  /// A rung is empty only because of a gate that what just happened may have opened.
  var gatesMayOpen = false
  /// A loss cap was reached.
  var isLossDue = false
  /// A loss cap's action closes the position, and which.
  var mustFlatten: RiskCap?
  /// A cap asks for more than a refusal.
  var reachedCap: ReachedCap?
  /// A cancel was refused; once the wake-up comes it is asked for again.
  var mayCancelAgain = false
  var mustCancelAgain = false
  /// Orders with our tag that we don't know, and that news came of.
  var unregistered: [ClientOrderID] = []
  /// A freeze that began while something was learnt has its entries cancelled.
  var mustPullEntries = false
  /// A cancel-all or a flatten must be looked at.
  var isUnderCommand = false

  var hasWork: Bool {
    !lots.isEmpty || !slots.isEmpty || allRungs || rebuild || respace || gatesMayOpen
      || isUnderCommand || mustCancelAgain || isLossDue || !unregistered.isEmpty
  }

  init() {
    slots.reserveCapacity(64)
  }
}
