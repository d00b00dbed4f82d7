import Market
import Venue

/// The caps whose stronger action (stop opens, flatten) is out, until what they cap is back under them.
///
/// Such an action is taken on what is: the position that is held, the orders that stand. What an order
/// that is still to be sent could bring about is refused by its gate, and by nothing else.
struct CapWatch: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ cap: RiskCap) { rawValue = 1 << cap.rawValue }
}

/// A cap whose action may be more than a refusal.
enum RiskCap: UInt8, CaseIterable, Sendable {
  case position
  case sideExposure
  case openOrders
  case orderSize
  case orderNotional
  case marginUse
  case dayLoss
  case drawdown
}

extension RiskCap {
  /// The code that tells of it, in whose unit its numbers are.
  var told: Reason.Code {
    switch self {
    case .position: .exposureAboveCap
    case .sideExposure: .sideExposureAboveCap
    case .openOrders: .openOrdersAboveCap
    case .orderSize: .orderSizeAboveCap
    case .orderNotional: .notionalAboveCap
    case .marginUse: .marginUseAboveCap
    case .dayLoss: .dayLossAboveCap
    case .drawdown: .drawdownAboveCap
    }
  }

  /// What a freeze that it asked for tells.
  var stopReason: Reason { Reason(.stoppedByCap, value: Int64(told.rawValue)) }
}

/// A cap that was reached, what it asks for, and the two numbers that are told of it.
struct ReachedCap: Sendable {
  let cap: RiskCap
  let action: CapAction
  let value: Int64
  let limit: Int64

  var reason: Reason { Reason(cap.told, value: value, limit: limit) }
}

extension Engine {
  /// Looks whether more is held, or stands, than a cap allows whose action is more than a refusal.
  mutating func keepCaps() {
    guard parameters.hasCapActions else { return }
    let risk = settings.risk
    let held = abs(books.ledger.position.steps)
    watch(.position, held, parameters.maximumPosition, risk.maximumPositionAction)
    watch(
      .sideExposure, max(orders.live.opening.buy, orders.live.opening.sell),
      parameters.maximumSideExposure, risk.losses.maximumSideExposureAction)
    watch(
      .openOrders, Int64(orders.live.count), risk.maximumOpenOrders.map(Int64.init),
      risk.maximumOpenOrdersAction)
  }

  /// Carries out the action of a cap as what it caps goes past it, once until that is back.
  private mutating func watch(
    _ cap: RiskCap, _ value: Int64, _ most: Int64?, _ action: CapAction
  ) {
    guard action != .refuse, let most, value > most else {
      _ = switches.capsPassed.remove(CapWatch(cap))
      return
    }
    guard switches.capsPassed.insert(CapWatch(cap)).inserted else { return }
    reach(ReachedCap(cap: cap, action: action, value: value, limit: most))
  }

  /// An open that was found standing is for more than one may be: the action of that cap is carried
  /// out. Nothing that we send ever is.
  mutating func judgeFound(_ order: Order) {
    guard order.purpose.isEntry else { return }
    let size = order.remaining.steps
    if let cap = parameters.maximumOrderSize, size > cap {
      reach(
        ReachedCap(
          cap: .orderSize, action: settings.risk.losses.maximumOrderSizeAction, value: size,
          limit: cap))
    }
    let asked = AskedOpen(side: order.side, price: order.price, quantity: order.remaining)
    guard let cap = parameters.maximumOrderNotional?.units, asked.notional > cap else { return }
    reach(
      ReachedCap(
        cap: .orderNotional, action: settings.risk.maximumOrderNotionalAction,
        value: asked.notional, limit: cap))
  }

  /// A cap was reached; where its action is more than a refusal, it is carried out. A flatten is
  /// never put off by another cap.
  mutating func reach(_ reached: ReachedCap) {
    guard reached.action != .refuse, agenda.reachedCap?.action != .flatten else { return }
    agenda.reachedCap = reached
  }

  /// Freezes or flattens because a cap said so.
  mutating func carryOut(_ reached: ReachedCap, into effects: inout Effects) {
    agenda.reachedCap = nil
    // A freeze stops opens; a position that must be closed is closed all the same.
    guard reached.action == .flatten ? !switches.flattening.isRunning : !switches.control.isFrozen
    else { return }
    note(LogEntry(.capReached, at: time, reason: reached.reason))
    switches.control.raise(.capReached)
    switch reached.action {
    case .refuse: break
    case .stopOpens: stopOpens(.cap, because: reached.cap.stopReason, into: &effects)
    case .flatten: startFlatten(by: .cap, because: reached.cap.stopReason, into: &effects)
    }
  }
}
