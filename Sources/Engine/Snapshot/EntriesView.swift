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
  /// Refusals as crossing within the last minute, and whether they are a storm.
  public var rejectsInMinute = 0
  public var isStorming = false

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

/// How far quitting is.
public enum ShutdownPhase: UInt8, CaseIterable, Sendable {
  /// Nobody quits.
  case running
  /// Opens are cancelled; their outcomes are awaited.
  case closing
  /// Every outcome is in.
  case settled
  /// The time is over; what is listed may still stand.
  case timedOut
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

extension Engine {
  var entriesView: EntriesView {
    var view = EntriesView()
    view.mode = settings.entries.mode
    view.attempts = attempts.live.map { attempt in
      AttemptView(
        id: attempt.id, purpose: attempt.purpose, side: attempt.side, phase: attempt.stage.view,
        quantity: attempt.quantity, filled: attempt.filled, price: attempt.price,
        offset: attempt.offset, reprices: attempt.reprices,
        deadline: attempt.deadline < .never ? attempt.deadline : nil,
        reason: attempt.reason, order: attempt.order.map { orders.live[$0].id })
    }
    view.recheckBuy = attempts.sides.buy.recheck?.until
    view.recheckSell = attempts.sides.sell.recheck?.until
    view.idleBuy = attempts.sides.buy.idle
    view.idleSell = attempts.sides.sell.idle
    view.isCompleting = attempts.completion.isUnderWay
    view.rejectsInMinute = attempts.crossings.total(at: time)
    view.isStorming = crossingsAreBurst
    return view
  }

  var shutdownView: ShutdownView {
    var view = ShutdownView()
    view.phase = switches.shutdown.phase
    view.watchedLots = books.lots.inOrder.filter { coverage(of: $0).watched > 0 }.map {
      books.lots[$0].id
    }
    switch switches.shutdown {
    case .running, .settled: break
    case .closing(let deadline):
      view.deadline = deadline
      view.unsettled = orders.live.all.filter { $0.id != .vacant && $0.purpose.isEntry }.map(\.id)
    case .timedOut(let unsettled): view.unsettled = unsettled
    }
    return view
  }
}

extension AttemptStage {
  fileprivate var view: AttemptView.Phase {
    switch self {
    case .waiting: .waiting
    case .resting: .resting
    case .taking: .fallingBack
    case .leaving(_, .moves): .moving
    case .leaving(_, .timedOut): .timingOut
    case .leaving(_, .stopped): .stopping
    }
  }
}
