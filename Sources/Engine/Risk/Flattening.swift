import Market
import Venue

/// Whose position a flatten closes.
enum FlattenScope: UInt8, Sendable {
  case own
  case account
}

/// A flatten on its way: clear every order, then trade slices at growing slippage limits until flat. It
/// is done only once it is known what there was to close.
struct Flattening: Sendable, Digested {
  var phase = FlattenPhase.idle
  var scope = FlattenScope.own
  /// It is said to wait when it still clears then, or its slice has no end by then.
  var clearBy = Instant.distantFuture
  /// It was said that it waits.
  var saysWaiting = false
  /// Which slippage limit is being tried.
  var step = 0
  /// A slice is at the venue.
  var isSliceLive = false
  /// No slice before this moment, so that the market can refill.
  var notBefore = Instant.distantPast

  /// How long clearing may take before it is said to wait.
  static let clearingNanoseconds: Int64 = 5_000_000_000

  var isRunning: Bool { phase == .clearing || phase == .reducing }

  /// How long the market gets to refill after a slice that did not fill whole.
  static let pauseNanoseconds: Int64 = 250_000_000

  /// A slice ended: one that got nothing at all moves on to the next limit.
  mutating func sliceEnded(filled: Bool, at time: Instant) {
    isSliceLive = false
    if !filled { step += 1 }
    notBefore =
      time == .distantPast
      ? time : time.advanced(byNanoseconds: Flattening.pauseNanoseconds)
  }

  func digest(into hash: inout StateHash) {
    hash.add(phase, scope, clearBy, saysWaiting, step, isSliceLive, notBefore)
  }
}

extension Order {
  /// A flatten cancels it first: everything but its own slices and the stops of lots.
  var mustClear: Bool { purpose != .flatten && !isStopOfLot }

  /// A flatten waits until it is gone.
  var blocksFlatten: Bool { !isStopOfLot }

  private var isStopOfLot: Bool { purpose == .stopLoss && lot >= 0 }
}
