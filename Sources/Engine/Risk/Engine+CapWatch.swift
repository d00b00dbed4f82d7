import Market
import Venue

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
    let isPassed = action != .refuse && value > most ?? .max
    guard switches.look(at: cap, isPassed: isPassed), let most else { return }
    switches.reach(ReachedCap(cap: cap, action: action, value: value, limit: most))
  }

  /// An open that was found standing is for more than one may be: the action of that cap is carried
  /// out. Nothing that we send ever is.
  mutating func judgeFound(_ order: Order) {
    guard order.purpose.isEntry else { return }
    let size = order.remaining.steps
    if let cap = parameters.maximumOrderSize, size > cap {
      switches.reach(
        ReachedCap(
          cap: .orderSize, action: settings.risk.losses.maximumOrderSizeAction, value: size,
          limit: cap))
    }
    let asked = AskedOpen(side: order.side, price: order.price, quantity: order.remaining)
    guard let cap = parameters.maximumOrderNotional?.units, asked.notional > cap else { return }
    switches.reach(
      ReachedCap(
        cap: .orderNotional, action: settings.risk.maximumOrderNotionalAction,
        value: asked.notional, limit: cap))
  }

  /// Freezes or flattens because a cap said so.
  mutating func carryOut(_ reached: ReachedCap, into effects: inout Effects) {
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
