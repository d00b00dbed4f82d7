import Market
import Venue

/// Everything an open must pass, in the order in which it is asked; the first that is shut decides.
///
/// A gate is added by a case here, its row in ``facts`` and its reading in `Engine.reading(of:for:_:)`:
/// the decision and its explanation ask the same reading, so they can't differ.
public enum Gate: UInt8, CaseIterable, Sendable, Codable {
  /// The book can be quoted on.
  case market
  /// Not frozen.
  case freeze
  /// Orders, fills and position were compared with the venue since the start or a reconnect.
  case reconciled

  // Only a rung is held against these.
  /// Within the prices the grid may use.
  case bounds
  /// Its lot is closed, or has its exit: as the setting wants before the rung comes back.
  case lot
  /// The ladder was planned anew since it filled, where the setting wants that.
  case replan
  /// Not refused by the venue just now.
  case retry
  /// Nothing of the ladder has left just now that it waits to leave with.
  case coalescing

  // Every open is held against these.
  /// The side is not paused.
  case pause
  /// The circuit breaker lets opens out.
  case breaker
  /// Every lot has the protection that its stop should give, or lacks it for no longer than the grace.
  case protected
  /// What is too small of its side's lots to be stopped alone is stopped together, or the open is the
  /// one that is to join it.
  case smallStops
  /// The position is not so large that only what reduces it stays.
  case skew
  /// Neither slot nor side waits after a stop-loss.
  case bench
  /// What stood at the start and is not wanted has ended.
  case excess
  /// No completion is out, or it is the completion's own.
  case completing
  /// No open of ours there already.
  case pending
  /// Not more than one order may ever be worth, whatever the settings.
  case largest
  /// Worth the venue's minimum.
  case minimumNotional
  /// Its stop would be worth the venue's minimum.
  case stopMinimum
  /// Would rest, not take.
  case rests
  /// It would trade with no order of ours.
  case ownOrder
  case openOrders
  case orderNotional
  /// The worst case of the side stays within the cap.
  case exposure
  /// What it would need is free: quote currency, or the base asset.
  case budget
  /// Not larger than one open may be.
  case orderSize
  /// The live opens of the side don't add up to too much.
  case sideExposure
  /// Near enough to the mid to be meant.
  case collar
  /// Not too much lost today.
  case dayLoss
  /// Profit not too far under its high-water mark.
  case drawdown
  /// Not too much of the account's equity is margin.
  case margin
  /// The venue refused no open of the side for want of margin, or that has changed since.
  case carried
  /// Not too many orders within ten seconds.
  case sendRate
  /// The venue's budget of requests has more than what cancels and exits keep.
  case requestBudget
}

/// How one gate stands for one open.
public struct GateReading: Equatable, Sendable {
  public enum State: UInt8, Sendable {
    case open
    case shut
    /// Nothing is set that it could hold the open against.
    case unused
  }

  public let gate: Gate
  public let state: State
  /// What it says when it is shut; its numbers are those looked at, whichever way it stands.
  public let reason: Reason

  @inline(__always) init(_ gate: Gate, isOpen: Bool, _ reason: Reason) {
    self.gate = gate
    state = isOpen ? .open : .shut
    self.reason = reason
  }

  @inline(__always) private init(unused gate: Gate, _ code: Reason.Code) {
    self.gate = gate
    state = .unused
    reason = Reason(code)
  }

  /// It, if it is shut.
  @inline(__always) var ifShut: GateReading? { state == .shut ? self : nil }

  /// A gate that is not in use, by the code it would have.
  @inline(__always) static func unused(_ gate: Gate, _ code: Reason.Code) -> GateReading {
    GateReading(unused: gate, code)
  }
}

/// An open that asks to go out.
struct AskedOpen {
  let side: Side
  let price: Price
  let quantity: Quantity
  /// The rung it is for; nothing where it is for none.
  let rung: Rung?
  let purpose: Purpose
  /// It takes, up to its price, instead of resting there.
  let takes: Bool

  init(
    side: Side, price: Price, quantity: Quantity, purpose: Purpose = .ladder, takes: Bool = false
  ) {
    (self.side, self.price, self.quantity) = (side, price, quantity)
    (self.purpose, self.takes) = (purpose, takes)
    rung = nil
  }

  /// The next order of a rung.
  @inline(__always) init(_ side: Side, _ rung: Rung) {
    (self.side, price, quantity, self.rung) = (side, rung.price, rung.due, rung)
    (purpose, takes) = (.ladder, false)
  }

  /// What it is worth, in units of ``Money``; the largest number where that doesn't fit.
  @inline(__always) var notional: Int64 {
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    return isTooLarge ? .max : units
  }
}
