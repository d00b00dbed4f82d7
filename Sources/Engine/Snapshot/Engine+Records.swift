import Market
import Venue

// Orders and lots one at a time, for records: cheap to read after every input.
extension Engine {
  /// The number of places of live orders. An order keeps its place while it lives; the place of one
  /// that ended is used again.
  public var orderPlaces: Int { orders.live.all.count }

  public var liveOrderCount: Int { orders.live.count }

  /// The number of orders with an unanswered request.
  public var unansweredOrderCount: Int { orders.live.awaiting }

  /// The place of a live order; nil if it is not live.
  public func place(of id: ClientOrderID) -> Int? { orders.live.index(of: id).map { Int($0) } }

  /// The id of the order at a place; nil if the place is free.
  public func orderID(at place: Int) -> ClientOrderID? {
    let id = orders.live.all[place].id
    return id == .vacant ? nil : id
  }

  /// The order at a place; nil if the place is free.
  public func liveOrder(at place: Int) -> LiveOrder? {
    let order = orders.live.all[place]
    guard order.id != .vacant else { return nil }
    return LiveOrder(
      id: order.id, side: order.side, purpose: order.purpose, price: order.price, rung: order.slot,
      quantity: order.quantity, remaining: order.remaining, filled: order.filled,
      timeInForce: order.timeInForce, isReduceOnly: order.isReduceOnly, trigger: order.trigger,
      isTriggered: order.isTriggered, lot: order.lot >= 0 ? books.lots[order.lot].id : nil,
      sentAt: order.sentAt, isAccepted: order.isAccepted, isOver: order.isOver,
      state: order.stage.display, amendments: Int(order.amends.count),
      amendedAt: order.amends.lastAt, reason: order.reason)
  }

  public var openLotCount: Int { books.lots.count }

  /// The number of places of open lots, which are used again as those of orders are.
  public var lotPlaces: Int { books.lots.lots.count }

  /// The id of the lot at a place; nil if the place is free.
  public func lotID(at place: Int) -> PositionID? {
    let lot = books.lots.lots[place]
    return lot.isLive ? lot.id : nil
  }

  /// The place of an open lot; nil if it is not open.
  public func place(of id: PositionID) -> Int? { books.lots.index(of: id).map { Int($0) } }

  /// The lot at a place; nil if the place is free.
  public func openLot(at place: Int) -> OpenLot? {
    let lot = books.lots.lots[place]
    guard lot.isLive else { return nil }
    let legs = legTotals(of: Int32(place))
    let hasTakeProfit = lot.role == .ordinary && lot.closing.cause == nil
    let bare = { (covered: Int64) in Quantity(steps: max(0, lot.open.steps - covered)) }
    return OpenLot(
      id: lot.id, side: lot.side, rung: lot.slot, openedAt: lot.openedAt, entry: lot.entry,
      open: lot.open, closed: lot.account.closed, realised: lot.account.realised,
      fees: lot.account.fees, openFees: lot.account.entryFees, funding: lot.account.funding,
      openFunding: lot.account.openFunding, takeProfit: lot.takeProfit.price,
      stop: lot.stop.trigger, isStopTriggered: lot.stop.isTriggered,
      watchedTakeProfit: hasTakeProfit ? bare(legs.takeProfit) : .zero,
      watchedStop: lot.stop.trigger == nil ? .zero : bare(legs.stop), role: lot.role.shown,
      closing: lot.closing.cause, unprotectedSince: lot.protection.since)
  }

  /// Why the part of a lot that should have a stop is unprotected: the state of its stop order, or
  /// why there is none. Nil if the lot is not open or has a stop in force.
  public func stopReading(of lot: PositionID) -> LegReading.State? {
    guard let index = books.lots.index(of: lot) else { return nil }
    let stops = legReadings(index).filter { $0.purpose == .stopLoss }.map(\.state)
    return stops.last { state in
      switch state {
      case .missing: true
      case .order(let shown, _): shown != .working && shown != .confirmed
      }
    }
  }
}

// What else records compare before and after an input.
extension Engine {
  /// Unacknowledged alarms, oldest first.
  public var alarms: [Alarm] { switches.control.alarms }

  /// Corrections of the position without a fill, oldest first.
  public var adjustments: [Adjustment] { books.ledger.adjustments.list }

  /// Fills by the source that brought each first.
  public var fillSources: SourceCounts { books.ledger.sources }
}
