import Market
import Venue

/// Every condition that an entry must pass, in the order of checking; the first that is shut
/// decides.
///
/// To add a gate, add a case here, its row in ``facts`` and its reading in
/// `Engine.reading(of:for:_:)`. The decision and its explanation use the same reading, so they
/// can't differ.
public enum Gate: UInt8, CaseIterable, Sendable, Codable {
  /// The book can be quoted on.
  case market
  /// Not frozen.
  case freeze
  /// Orders, fills and position were compared with the venue since the start or a reconnect.
  case reconciled

  // Only rungs must pass these.
  /// The price is within the grid's bounds.
  case bounds
  /// Its lot is closed, or has its exit, as the setting requires before the rung returns.
  case lot
  /// The ladder was planned again since the rung filled, if the setting requires that.
  case replan
  /// The rung's wait after its last order, for example after a refusal, is over.
  case retry
  /// The ladder sent nothing a moment ago that its next requests must wait for.
  case coalescing

  // Every entry must pass these.
  /// The side is not paused.
  case pause
  /// The circuit breaker lets entries pass.
  case breaker
  /// Every lot has the protection that its stop should give, or has lacked it for no longer than
  /// the grace.
  case protected
  /// The side's lots that are too small for a stop of their own are stopped together, or this entry
  /// is the one that will join them.
  case smallStops
  /// The position is not so large that only entries that reduce it may be sent.
  case skew
  /// Neither the slot nor the side is in cooldown after a stop-loss.
  case bench
  /// Surplus orders found at the start have ended.
  case excess
  /// No completion is under way, or this entry belongs to it.
  case completing
  /// We have no entry order at this price already.
  case pending
  /// It is not worth more than one order may ever be, whatever the settings.
  case largest
  /// It is worth the venue's minimum.
  case minimumNotional
  /// Its stop would be worth the venue's minimum.
  case stopMinimum
  /// It would rest, not take.
  case rests
  /// It would not trade with our own order.
  case ownOrder
  case openOrders
  case orderNotional
  /// The worst case of the side stays within the cap.
  case exposure
  /// The funds that it would need are free: quote currency, or the base asset.
  case budget
  /// It is not larger than one entry may be.
  case orderSize
  /// The live entries of the side don't add up to too much.
  case sideExposure
  /// Its price is near enough to the mid not to be a mistake.
  case collar
  /// The loss of the day is under its cap.
  case dayLoss
  /// Profit is not too far below its high-water mark.
  case drawdown
  /// Not too much of the account's equity is used as margin.
  case margin
  /// The venue refused no entry of the side for insufficient margin, or that has changed since.
  case carried
  /// Not too many orders were sent within ten seconds.
  case sendRate
  /// The venue's request budget has more left than cancels and exits reserve.
  case requestBudget
}

/// The state of one gate for one entry.
public struct GateReading: Equatable, Sendable {
  public enum State: UInt8, Sendable {
    case open
    case shut
    /// Nothing is set that the entry could be checked against.
    case unused
  }

  public let gate: Gate
  public let state: State
  /// Its reason when it is shut; the numbers are those compared, in either state.
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

  /// This reading if the gate is shut; nil otherwise.
  @inline(__always) var ifShut: GateReading? { state == .shut ? self : nil }

  /// A gate that is not in use, with the code that it would report.
  @inline(__always) static func unused(_ gate: Gate, _ code: Reason.Code) -> GateReading {
    GateReading(unused: gate, code)
  }
}

/// An entry that is to be sent.
struct AskedOpen {
  let side: Side
  let price: Price
  let quantity: Quantity
  /// The rung it is for; nil if it is for none.
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

  /// Its notional, in units of ``Money``; the largest number if that doesn't fit.
  @inline(__always) var notional: Int64 {
    let (units, isTooLarge) = price.ticks.multipliedReportingOverflow(by: quantity.steps)
    return isTooLarge ? .max : units
  }
}
