import Market
import Venue

/// The caps whose stronger action (stop opens, flatten) is out, until what they cap is back under them.
///
/// Such an action is taken on what is: the position that is held, the orders that stand. What an order
/// that is still to be sent could bring about is refused by its gate, and by nothing else.
struct CapWatch: OptionSet, Sendable {
  let rawValue: UInt8

  static let position = CapWatch(rawValue: 1)
  static let sideExposure = CapWatch(rawValue: 2)
  static let openOrders = CapWatch(rawValue: 4)
}

extension Engine {
  /// Looks whether more is held, or stands, than a cap allows whose action is more than a refusal.
  mutating func keepCaps() {
    guard parameters.hasCapActions else { return }
    let risk = settings.risk
    let held = abs(books.ledger.position.steps)
    watch(
      .position, held, parameters.maximumPosition, risk.maximumPositionAction, .exposureAboveCap)
    watch(
      .sideExposure, max(orders.live.opening.buy, orders.live.opening.sell),
      parameters.maximumSideExposure, risk.losses.maximumSideExposureAction,
      .sideExposureAboveCap)
    watch(
      .openOrders, Int64(orders.live.count), risk.maximumOpenOrders.map(Int64.init),
      risk.maximumOpenOrdersAction, .openOrdersAboveCap)
  }

  /// Carries out the action of a cap as what it caps goes past it, once until that is back.
  private mutating func watch(
    _ cap: CapWatch, _ value: Int64, _ most: Int64?, _ action: CapAction, _ code: Reason.Code
  ) {
    guard action != .refuse, let most, value > most else {
      _ = switches.capsPassed.remove(cap)
      return
    }
    guard switches.capsPassed.insert(cap).inserted else { return }
    reach(action, because: Reason(code, value: value, limit: most))
  }

  /// An open that was found standing is for more than one may be: the action of that cap is carried
  /// out. Nothing that we send ever is.
  mutating func judgeFound(_ order: Order) {
    guard order.purpose.isOpen else { return }
    let size = order.remaining.steps
    if let cap = parameters.maximumOrderSize, size > cap {
      reach(
        settings.risk.losses.maximumOrderSizeAction,
        because: Reason(.orderSizeAboveCap, value: size, limit: cap))
    }
    let asked = AskedOpen(side: order.side, price: order.price, quantity: order.remaining)
    guard let cap = parameters.maximumOrderNotional?.units, asked.notional > cap else { return }
    reach(
      settings.risk.maximumOrderNotionalAction,
      because: Reason(.notionalAboveCap, value: asked.notional, limit: cap))
  }

  /// A cap was reached whose action is more than a refusal.
  mutating func reach(_ action: CapAction, because reason: Reason) {
    guard action != .refuse, agenda.capAction != .flatten else { return }
    agenda.capAction = action
    agenda.capReason = reason
  }

  /// Freezes or flattens because a cap said so.
  mutating func carryOutCapAction(into effects: inout Effects) {
    let action = agenda.capAction
    agenda.capAction = .refuse
    // A freeze stops opens; a position that must be closed is closed all the same.
    guard action == .flatten ? !switches.flattening.isRunning : !switches.control.isFrozen else {
      return
    }
    note(LogEntry(.capReached, at: time, reason: agenda.capReason))
    switches.control.raise(.capReached)
    let stopped = Reason(.stoppedByCap, value: Int64(agenda.capReason.code.rawValue))
    switch action {
    case .refuse: break
    case .stopOpens: stopOpens(because: stopped, into: &effects)
    case .flatten: startFlatten(because: stopped, into: &effects)
    }
  }
}
