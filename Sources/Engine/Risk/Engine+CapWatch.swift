import Market
import Venue

extension Engine {
  /// Checks the position and live orders against the caps whose action is more than a refusal.
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

  /// Carries out a cap's action when its value goes above it: once, until the value is back.
  private mutating func watch(
    _ cap: RiskCap, _ value: Int64, _ most: Int64?, _ action: CapAction
  ) {
    let isPassed = action != .refuse && value > most ?? .max
    guard switches.look(at: cap, isPassed: isPassed), let most else { return }
    switches.reach(ReachedCap(cap: cap, action: action, value: value, limit: most))
  }

  /// Checks an entry that was found live at the venue. If it is larger than allowed, that cap's
  /// action is carried out. Orders that this engine sends are never larger.
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

  /// Freezes or flattens because a cap was reached.
  mutating func carryOut(_ reached: ReachedCap, into effects: inout Effects) {
    // A freeze stops entries; a position that must be closed is closed anyway.
    guard
      reached.action == .flatten
        ? !switches.flattening.isRunning : !switches.control.frozen.pullsEntries
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
