import Market
import Venue

extension Engine {
  /// The venue refused a leg. The engine sends it in another way, or watches its price instead and
  /// tries again, waiting longer each time. The other leg is left alone.
  mutating func legRefused(_ order: Order, _ refusal: Refusal) {
    guard order.lot >= 0 else { return }
    if refusal == .reduceOnly {
      nothingToReduce(order)
    } else if refusal != .wouldCross || order.purpose != .takeProfit {
      holdBack(order, after: refusal.errorClass)
      handleReached(order, refusal)
      if refusal == .tooManyOrders, order.purpose == .stopLoss {
        books.lots[order.lot].venueHadNoRoom()
      }
    } else if settings.exits.whenCrossing == .wait
      || time < books.lots[order.lot].takeProfit.takeNotBefore
    {
      letExitWait(order.lot)
      watchExit(order.side, order.price)
    } else {
      books.lots[order.lot].takeProfit.take(true)
      changes.lots.append(order.lot)
    }
  }

  /// The venue says that a stop's price is reached. If the market can't be seen, there is nothing
  /// better to go by: the stop is sent at its worst price. If it can be seen, our own check
  /// decides.
  private mutating func handleReached(_ order: Order, _ refusal: Refusal) {
    guard refusal == .badTrigger, let trigger = order.trigger, tradingBlock != nil,
      books.lots[order.lot].stopReachedUnseen(at: trigger)
    else { return }
    recoveries.count(.stopDueUnseen)
  }

  /// Whether it is news that a leg did not become live: the same trouble is reported once, until
  /// one of its kind is live.
  mutating func isNews(_ order: Order, _ trouble: LegTerms.Trouble) -> Bool {
    guard order.lot >= 0 else { return true }
    switch order.purpose {
    case .stopLoss, .takeProfit, .close:
      return books.lots[order.lot].isNews(trouble, of: order.purpose)
    case .ladder, .manual, .flatten, .attempt, .completion, .sideStop: return true
    }
  }

  /// A leg never became live: the engine watches its price until it may be sent again.
  mutating func legUnplaced(_ order: Order, until retryAt: Instant) {
    guard order.lot >= 0 else { return }
    books.lots[order.lot].legUnplaced(order.purpose, until: retryAt)
    timers.wake(.exits, at: retryAt)
    changes.lots.append(order.lot)
  }

  /// A leg ended at the venue, on request or not: its lot needs cover again.
  mutating func legEnded(_ order: Order, _ cause: CancelCause) {
    guard order.lot >= 0 else { return }
    switch cause {
    case .reduceOnly: nothingToReduce(order)
    case .immediate:
      // There was less to take than expected. The next one rests once the book lets it, or takes
      // what has arrived since.
      if order.purpose == .takeProfit {
        books.lots[order.lot].takeProfit.tookTooLittle(
          notBefore: time.advanced(byNanoseconds: Retry.nanoseconds))
      }
      changes.lots.append(order.lot)
    case .requested, .selfTrade, .scheduled, .margin, .siblingFilled, .fillOrKill, .liquidated,
      .delisted, .byHand, .byVenue:
      changes.lots.append(order.lot)
    }
  }

  /// The venue holds a leg: its earlier refusals are forgotten, and a stop may now replace an older
  /// one.
  mutating func legAccepted(_ index: Int32) {
    let lot = orders.live[index].lot
    guard lot >= 0 else { return }
    let purpose = orders.live[index].purpose
    books.lots[lot].legAccepted(purpose)
    if purpose == .stopLoss { changes.lots.append(lot) }
  }

  /// The size of a leg changed: its lot, or others that wait for room, may have to follow.
  mutating func legResized(_ index: Int32) {
    guard orders.live[index].purpose.isExit else { return }
    if exits.watch.isShort { wakeShortLots() }
    if orders.live[index].lot >= 0 { changes.lots.append(orders.live[index].lot) }
  }

  /// The engine asks for the position first. If the venue found nothing to reduce twice although
  /// the position agrees, a neutral grid sends the next leg without reduce-only; a grid of a single
  /// direction never does.
  private mutating func nothingToReduce(_ order: Order) {
    books.lots[order.lot].doubt()
    if settings.grid.direction != .neutral {
      // The venue itself reported the position: that it can't be reduced is an unexpected error.
      holdBack(order, after: .unexpected)
    } else if books.lots[order.lot].doubts > 1 {
      books.lots[order.lot].becomePlain()
    }
    doubtPosition(order.lot)
  }

  /// The venue made a reduce-only leg smaller, because it holds less of the position than we think.
  mutating func learnShrunk(_ index: Int32, remaining: Quantity) {
    recoveries.count(.legShrunk)
    orders.live.resize(
      index, remaining: min(remaining, orders.live[index].remaining), at: time)
    changes.nameGatedRungs()
    if orders.live[index].lot >= 0 { doubtPosition(orders.live[index].lot) }
  }

  /// The engine watches the price instead and sends the leg again after a while. The wait grows
  /// only if the error was unexpected.
  private mutating func holdBack(_ order: Order, after error: ErrorClass) {
    recoveries.count(.legRefused)
    switches.control.raise(.rejectedExit)
    timers.wake(.exits, at: books.lots[order.lot].legRefused(order.purpose, error, at: time))
    changes.lots.append(order.lot)
  }
}
