import Market
import Venue

/// The opens beside the ladder: attempts, what waits for one, and what a side waits for.
public struct EntriesView: Equatable, Sendable {
  public var mode = EntrySettings.Mode.ladder
  /// Oldest first; those without a live order too.
  public var attempts: [AttemptView] = []
  /// Sides marked for one taker order, until when.
  public var recheckBuy: Instant?
  public var recheckSell: Instant?
  /// Why a side of the cycle mode attempts nothing.
  public var idleBuy: Reason?
  public var idleSell: Reason?
  /// A completion waits or is out; no other opens meanwhile.
  public var isCompleting = false
  /// Refusals as crossing within the last minute, and whether they are a burst.
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
    /// No order is live: it waits for a gate or after a refusal.
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
  /// As it was asked for, over all its orders.
  public var quantity: Quantity
  public var filled: Quantity
  public var price: Price
  /// From the best price of its side, in ticks.
  public var offset: Int64
  public var reprices: Int
  /// Nothing where it stands until cancelled.
  public var deadline: Instant?
  public var reason: Reason
  /// Its live order, if it has one.
  public var order: ClientOrderID?
}

/// What quitting has come to, and what stays.
public struct ShutdownView: Equatable, Sendable {
  public var phase = ShutdownPhase.running
  /// Opens whose outcome is awaited, or never came.
  public var unsettled: [ClientOrderID] = []
  /// Lots that nothing at the venue protects once the engine is gone: their stop, if they have one,
  /// is only watched here.
  public var watchedLots: [PositionID] = []
  /// Until when outcomes are awaited, while they are.
  public var deadline: Instant?

  /// Whether there is nothing left to wait for.
  public var isSettled: Bool { phase == .settled || phase == .timedOut }

  public init() {}
}
