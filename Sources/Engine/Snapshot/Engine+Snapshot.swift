import Market
import Venue

extension Engine {
  /// What the outside may see at this moment.
  ///
  /// - Parameter frame: the wanted rows of the ladder, and what to explain; nil for neither.
  public func snapshot(_ frame: LadderFrame? = nil) -> Snapshot {
    var snapshot = Snapshot(
      time: time, instrument: instrument, market: marketView, control: controlView,
      grid: gridView, pendingOpens: pendingOpenViews, lots: lotViews, legs: legViews,
      account: accountView, exposure: exposureView, risk: riskView, ledger: ledgerView,
      reconcile: reconcileView, counters: counters, recoveries: recoveries,
      ladder: frame.map(ladderRows) ?? [], log: log.elements,
      explanation: frame?.explaining.map(explain))
    snapshot.sending = sendingView
    snapshot.recentCloses = books.recentCloses.elements
    snapshot.cooldowns = cooldownViews
    snapshot.entries = entriesView
    snapshot.shutdown = shutdownView
    snapshot.timers = timerViews
    if let frame { snapshot.placeOnLadder(frame) }
    return snapshot
  }

  /// The market view alone, without the rest of a snapshot.
  public var marketView: MarketView {
    var view = MarketView()
    view.bestBid = book.bids.best
    view.bestAsk = book.asks.best
    view.bidSize = view.bestBid.map { book.bids.size(at: $0) } ?? .zero
    view.askSize = view.bestAsk.map { book.asks.size(at: $0) } ?? .zero
    view.mid = mid
    view.mark = market.mark.view(at: time)
    view.lastTrade = market.lastTrade
    view.previousTradePrice = market.previousTradePrice
    view.bookAgeNanoseconds =
      market.lastBook > .distantPast ? time.nanoseconds(since: market.lastBook) : nil
    view.lastGap = market.lastGap
    view.condition =
      switch bookBlock?.kind {
      case .bookUnknown?: .unknown
      case .bookCrossed?: .crossed
      case .priceImpossible?, .valueTooLarge?: .impossible
      case .bookStale?, .closed?, .halted?, .ending?, .tickUnknown?, .clockSkewed?: .stale
      case nil: view.bestBid == view.bestAsk ? .locked : .live
      }
    return view
  }

  /// When the newest book came, and the venue's time of the price that values the position; the
  /// distant past before the first.
  public var bookTime: Instant { market.lastBook }
  public var valuedAsOf: Instant { market.valuedAsOf }

  /// Whether an order is live in our books: sent and not known to have ended.
  public func isLive(_ id: ClientOrderID) -> Bool { orders.live.index(of: id) != nil }

  /// The control view alone, without the rest of a snapshot.
  public var controlView: ControlView {
    var view = ControlView()
    view.freezes = switches.control.frozen.freezes
    view.isPausedBuy = switches.control.isPaused.buy
    view.isPausedSell = switches.control.isPaused.sell
    view.flatten = switches.flattening.phase
    view.cancelling = switches.control.cancelAlls.running.first?.scope
    view.cancellingToo = switches.control.cancelAlls.running.dropFirst().map(\.scope)
    view.legsAreHeld = switches.control.frozen.holdsExits
    view.alarms = switches.control.alarms
    view.breaker = breakerView
    view.deadMan = deadManView
    view.market = marketLifeView
    view.fillable = fillableView
    return view
  }

  private var gridView: GridView {
    var view = GridView()
    view.anchor = grid.levels.anchor
    view.buySpacingTicks = grid.levels.spacing.sides.buy
    view.sellSpacingTicks = grid.levels.spacing.sides.sell
    view.direction = settings.grid.direction
    view.block =
      market.block?.reason ?? (switches.control.isFrozen ? switches.control.frozenBecause : nil)
    view.floorCounts = grid.floorCounts
    view.activeFloor = grid.levels.spacing.floor
    view.volatility = volatilityView
    let profits = openSlotProfits
    for side in Side.allCases {
      view.rungs += grid.ladder.rungs[side].map {
        rungView(side, $0, profits[SlotKey(side, $0.price)])
      }
    }
    return view
  }

  private var volatilityView: VolatilityView {
    var view = VolatilityView()
    view.isMeasured = market.volatility.isActive
    view.averageTrueRangeTicks = averageTrueRangeTicks
    view.deviation = deviation
    view.swing = swing
    view.isCapped = grid.levels.spacing.isCapped
    return view
  }

  /// Gates are read as if the engine checked now.
  private func rungView(_ side: Side, _ rung: Rung, _ open: SlotProfit?) -> RungView {
    let tally = books.lots.tally(side, rung.price)
    let order = rung.order.map { orders.live[$0] }
    let shut = order == nil ? firstShut(for: rung, side) : nil
    let wanted = Reason(.wanted, value: Int64(rung.level))
    var view = RungView(
      side: side, level: Int(rung.level), price: rung.price, quantity: rung.quantity,
      state: rung.order.map(orders.live.displayState) ?? .planned, filled: order?.filled ?? .zero,
      remaining: order?.remaining ?? .zero,
      reason: order == nil ? shut?.reason ?? wanted : rung.reason, cycles: tally.cycles,
      realised: tally.realised)
    view.heldBy = shut?.gate
    view.lot = shut?.gate == .lot ? books.lots.newest(side, rung.price) : nil
    view.profit = slotProfit(tally, open)
    view.retryAt = order == nil ? rung.wait.until.flatMap { time < $0 ? $0 : nil } : nil
    return view
  }

  private var pendingOpenViews: [PendingOpenView] {
    var views: [PendingOpenView] = []
    for (index, order) in orders.live.all.enumerated()
    where order.id != .vacant && order.purpose.isEntry {
      let lot = order.lot >= 0 ? order.lot : nil
      var view = PendingOpenView(
        id: order.id, side: order.side, price: order.price, quantity: order.quantity,
        filled: order.filled, state: orders.live.displayState(of: Int32(index)),
        reason: openReason(Int32(index)),
        quote: Money(order.price, times: order.remaining),
        intendedExit: intendedExit(order.side, order.price, lot: lot),
        intendedStop: intendedStop(order.side, order.price, lot: lot), sentAt: order.sentAt,
        amendments: Int(order.amends.count))
      view.confirmedAt = orders.live.confirmedAt(Int32(index))
      views.append(view)
    }
    return views.sorted { left, right in
      if left.side != right.side { return left.side == .buy }
      if left.price != right.price { return left.price.isBetter(than: right.price, for: left.side) }
      return left.id.generation < right.id.generation
    }
  }

  /// The open lots, oldest first, without the rest of a snapshot.
  public var lotViews: [LotView] {
    books.lots.inOrder.map { index in
      let lot = books.lots[index]
      var view = LotView(
        id: lot.id, side: lot.side, slot: lot.slot, entry: lot.entry, open: lot.open,
        closed: lot.account.closed, openedAt: lot.openedAt, takeProfit: lot.takeProfit.price,
        covered: lot.open - uncovered(index), realised: lot.account.realised,
        unrealised: unrealised(of: lot), fees: lot.account.fees)
      view.funding = lot.account.funding
      let coverage = coverage(of: index)
      view.stop = lot.stop.trigger
      view.venueStop = Quantity(steps: coverage.venue)
      view.watchedStop = Quantity(steps: coverage.watched)
      view.stopsTogether = coverage.watched > 0 && smallPart(of: index) > 0
      view.naked = Quantity(steps: coverage.naked)
      view.closing = lot.closing.cause
      view.stopFiredAt = lot.stop.triggered?.since
      view.role = lot.role.shown
      view.takeProfitRetryAt =
        time < lot.takeProfit.terms.retryAt ? lot.takeProfit.terms.retryAt : nil
      view.stopRetryAt = time < lot.stopTerms.retryAt ? lot.stopTerms.retryAt : nil
      view.awaitsPosition = lot.awaitsPosition
      return view
    }
  }

  private var legViews: [LegView] {
    var views: [LegView] = []
    for (place, order) in orders.live.all.enumerated()
    where order.id != .vacant && order.purpose.isExit {
      var view = LegView(
        id: order.id, lot: order.lot >= 0 ? books.lots[order.lot].id : PositionID(order.id.subject),
        purpose: order.purpose, side: order.side, price: order.price, quantity: order.quantity,
        filled: order.filled, state: orders.live.displayState(of: Int32(place)),
        isReduceOnly: order.isReduceOnly, sentAt: order.sentAt)
      view.confirmedAt = orders.live.confirmedAt(Int32(place))
      view.trigger = order.trigger
      view.isTriggered = order.isTriggered
      views.append(view)
    }
    return views.sorted { $0.id.generation < $1.id.generation }
  }

  /// Position and profit, exactly: realised + unrealised = cash + position × mark − fees.
  public var accountView: AccountView {
    var view = AccountView()
    view.position = books.ledger.position
    view.valuedAt = valuation
    view.averageEntry = averageEntry
    view.fees = books.ledger.fees
    view.funding = books.ledger.funding
    view.maximumDrawdown = books.ledger.maximumDrawdown
    view.peak = books.ledger.peak
    let basis = books.lots.cost.buy - books.lots.cost.sell
    view.realised = books.ledger.cash + basis - books.ledger.fees + books.ledger.funding
    if books.ledger.position.isFlat {
      view.unrealised = -basis
    } else {
      view.awaitsMark = books.ledger.unmarked.isWaiting
      view.unrealised = valuation.map { mark in
        let held = ExactMoney(mark, times: books.ledger.position)
        return held + min(.zero, books.ledger.unmarked.excess(over: mark)) - basis
      }
    }
    return view
  }

  private var averageEntry: Price? {
    guard let side = books.ledger.position.side, books.lots.open[side] > 0 else { return nil }
    let open = books.lots.open[side]
    return books.lots.cost[side].average(over: Quantity(steps: open), .nearest)
  }

  /// Live orders and worst case alone, without the rest of a snapshot.
  public var exposureView: ExposureView {
    var view = ExposureView()
    view.liveBuys = Quantity(steps: orders.live.exposed.buy)
    view.liveSells = Quantity(steps: orders.live.exposed.sell)
    view.worstLong = Position(steps: worstCase(.buy))
    view.worstShort = Position(steps: -worstCase(.sell))
    view.cap = parameters.maximumPosition.map { Quantity(steps: $0) }
    view.openOrders = orders.live.count
    view.openOrdersCap = openOrdersCap
    for index in books.lots.inOrder {
      let coverage = coverage(of: index)
      view.venueStops += Quantity(steps: coverage.venue)
      view.watchedStops += Quantity(steps: coverage.watched)
      view.naked += Quantity(steps: coverage.naked)
      if books.lots[index].role == .overfill {
        view.excess.add(books.lots[index].open, books.lots[index].side)
      }
    }
    view.reservedQuote = reservedQuote
    return view
  }
}
