import Market
import Venue

/// Entries beside the ladder: attempts, what waits to become one, and what a side waits for.
public struct EntriesView: Equatable, Sendable {
  public var mode = EntrySettings.Mode.ladder
  /// Oldest first, including those without a live order.
  public var attempts: [AttemptView] = []
  /// Until when each side is marked for one taker order; nil if it is not.
  public var recheckBuy: Instant?
  public var recheckSell: Instant?
  /// Why a side in cycle mode has no attempt.
  public var idleBuy: Reason?
  public var idleSell: Reason?
  /// A completion waits or has an order; no other entries are sent meanwhile.
  public var isCompleting = false
  /// Post-only rejects of entries within the last minute, and whether they are a burst.
  public var rejectsInMinute = 0
  public var isCrossingBurst = false

  public init() {}
}

/// One attempt.
public struct AttemptView: Equatable, Sendable {
  /// Where it is in its life.
  public enum Phase: UInt8, CaseIterable, Sendable {
    case resting
    /// Being cancelled, to be placed elsewhere.
    case moving
    /// No order is live: it waits for a gate, or after a refusal.
    case waiting
    /// Past its deadline; the outcome of its order is awaited.
    case timingOut
    /// A taker order finishes it.
    case fallingBack
    /// Stopped: it ends with its order.
    case stopping
  }

  /// Its name while it lives.
  public var id: AttemptID
  public var purpose: Purpose
  public var side: Side
  public var phase: Phase
  /// The total, over all its orders.
  public var quantity: Quantity
  public var filled: Quantity
  public var price: Price
  /// Distance from the best price of its side, in ticks.
  public var offset: Int64
  public var reprices: Int
  /// When it times out; nil if it rests until cancelled.
  public var deadline: Instant?
  public var reason: Reason
  /// Its live order; nil if it has none.
  public var order: ClientOrderID?
}

/// How far quitting has come, and what stays.
public struct ShutdownView: Equatable, Sendable {
  public var phase = ShutdownPhase.running
  /// Entries whose outcome is awaited, or never came.
  public var unsettled: [ClientOrderID] = []
  /// Lots that nothing at the venue protects once the engine is gone: the engine watches their
  /// stop, if they have one.
  public var watchedLots: [PositionID] = []
  /// Until when outcomes are awaited; nil if none are.
  public var deadline: Instant?

  /// Whether there is nothing left to wait for.
  public var isSettled: Bool { phase == .settled || phase == .timedOut }

  public init() {}
}
