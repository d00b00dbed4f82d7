import Market
import Venue

extension CommandPreview {
  /// Carries out a command on a copy of an engine, and counts what it sends and what the copy then
  /// intends to send. Of a command with several steps only the first is carried out.
  ///
  /// - Parameter trial: the caller's own copy, consumed here.
  public init(of command: Command, on trial: consuming Engine) {
    self.init()
    refusal = trial.refusal(of: command)
    guard refusal == nil else { return }
    var effects = Effects()
    trial.apply(.command(command), at: trial.time, into: &effects)
    for request in effects.requests { count(request, trial) }
    show(command, trial)
  }

  private mutating func count(_ request: OrderRequest, _ trial: Engine) {
    switch request {
    case .place(let order):
      if order.id.purpose?.isEntry == true { opensToPlace += 1 } else { legsToPlace += 1 }
    case .cancel(let id):
      if id.purpose?.isExit == true { legsToCancel += 1 } else { opensToCancel += 1 }
      if trial.placesElsewhere(id) { opensToPlace += 1 }
    case .amend, .scheduleCancel: break
    }
  }

  /// What it trades at the market, on which side and how much, and what it leaves without an exit.
  private mutating func show(_ command: Command, _ trial: Engine) {
    switch command {
    case .flatten, .flattenAccount: showFlatten(trial)
    case .closeLot(let id): showClose(of: trial.books.lots.index(of: id).map { [$0] } ?? [], trial)
    case .closeExcess:
      showClose(
        of: trial.books.lots.inOrder.filter { trial.books.lots[$0].role == .overfill }, trial)
    case .complete(let side): showCompletion(side, trial)
    case .moveOrder(let id, _): showMove(id, trial)
    case .cancelAll(.legs):
      for lot in trial.books.lots.inOrder { naked += trial.withoutExit(lot) }
    case .quit:
      for lot in trial.books.lots.inOrder {
        naked += Quantity(steps: trial.coverage(of: lot).watched)
      }
    case .cancelAll, .freeze, .terminalLost, .holdEntries, .resumeEntries, .pause, .cancelOrder,
      .stopAttempt, .reprice,
      .unfreeze, .endCooldown, .unpause, .recentre, .placeManual, .clearBreaker, .reconcile,
      .reconcileNow, .acceptDifferences, .acknowledgeAlarms:
      break
    }
  }

  /// All slices of a flatten, within the first and the last slippage limit.
  private mutating func showFlatten(_ trial: Engine) {
    guard let scope = trial.switches.flattening.course?.scope else { return }
    let position = trial.position(of: scope)
    side = position.side?.opposite
    guard side != nil else { return }
    quantity = position.size
    let slippage = trial.settings.risk.flattenSlippage
    sweep(
      from: slippage.first.flatMap { trial.flattenSlice(of: position, within: $0)?.limit },
      to: slippage.last.flatMap { trial.flattenSlice(of: position, within: $0)?.limit }, trial)
  }

  private mutating func showClose(of lots: [Int32], _ trial: Engine) {
    let closing = lots.filter { trial.books.lots[$0].closing.cause != nil }
    guard let first = closing.first else { return }
    let side = trial.books.lots[first].side.opposite
    self.side = side
    for lot in closing { quantity += trial.books.lots[lot].open }
    let limit = trial.book[side.opposite].best.flatMap {
      trial.takingLimit(trial.settings.exits.closing.slippage, past: $0, for: side)
    }
    sweep(from: limit, to: limit, trial)
  }

  /// The imbalance, and what taking all of it would sweep at most.
  private mutating func showCompletion(_ side: Side, _ trial: Engine) {
    self.side = side
    quantity = trial.imbalance(side)
    let cap: Price?
    switch trial.attempts.completion {
    case .waiting(_, let worst):
      cap = worst
      opensToPlace += 1
    case .trading: cap = trial.attempts.live.first { $0.purpose == .completion }?.cap
    case .none, .lagging: cap = nil
    }
    sweep(from: cap, to: cap, trial)
  }

  private mutating func showMove(_ id: ClientOrderID, _ trial: Engine) {
    guard let index = trial.orders.live.index(of: id),
      let place = trial.attempts.index(of: index)
    else { return }
    side = trial.orders.live[index].side
    quantity = trial.orders.live[index].remaining
    worstPrice = trial.attempts.live[place].price
  }

  /// Walks the displayed book within the widest limit.
  private mutating func sweep(from first: Price?, to widest: Price?, _ trial: Engine) {
    guard let side, let first, let widest, let mid2 = trial.book.mid2 else {
      unfillable = quantity
      return
    }
    worstPrice = first
    if widest != first { widestPrice = widest }
    var value = Money.zero
    let sweep = BookSweep(quantity, of: trial.book[side.opposite], within: widest, for: side) {
      value += Money($0, times: $1)
    }
    levelsSwept = sweep.levels
    unfillable = sweep.left
    let atMid = ExactMoney(halfTicks: mid2, times: quantity - sweep.left)
    let paid = ExactMoney(value)
    slippage = side == .buy ? paid - atMid : atMid - paid
    fee = trial.instrument.takerFee.fee(on: value)
  }
}

extension Engine {
  /// Why a command would do nothing now; nil if it would do something.
  fileprivate func refusal(of command: Command) -> Reason? {
    switch command {
    case .complete(let side): completionRefusal(side)
    case .moveOrder(let id, let price): moveRefusal(id, to: price)
    case .pause, .unpause, .freeze, .terminalLost, .holdEntries, .resumeEntries, .unfreeze,
      .flatten, .flattenAccount, .cancelAll,
      .cancelOrder, .stopAttempt, .recentre, .placeManual, .clearBreaker, .closeLot, .closeExcess,
      .endCooldown, .reconcile, .reconcileNow, .acceptDifferences, .reprice, .quit,
      .acknowledgeAlarms:
      nil
    }
  }

  /// Whether the rest of an order that is being cancelled is placed at another price.
  fileprivate func placesElsewhere(_ id: ClientOrderID) -> Bool {
    guard let index = orders.live.index(of: id), let place = attempts.index(of: index) else {
      return false
    }
    return attempts.live[place].stage == .leaving(order: index, .moves)
  }

  /// How much of a lot has no exit, not counting exits that are being cancelled.
  fileprivate func withoutExit(_ lot: Int32) -> Quantity {
    var left = books.lots[lot].open.steps
    var leg = books.lots[lot].newestLeg
    while leg >= 0 {
      if !orders.live[leg].isEnding { left -= orders.live[leg].remaining.steps }
      leg = orders.live[leg].nextLeg
    }
    return Quantity(steps: max(0, left))
  }
}
