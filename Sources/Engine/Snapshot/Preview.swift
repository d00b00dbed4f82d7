import Market
import Venue

extension Engine {
  /// What a command would do at this moment; nothing is changed.
  public func preview(_ command: Command) -> CommandPreview {
    var preview = CommandPreview()
    switch command {
    case .flatten, .flattenAccount:
      preview.opensToCancel = live { $0.purpose.isEntry }
      preview.legsToCancel = live { $0.purpose.isExit }
      previewSweep(position(of: command == .flatten ? .own : .account), &preview)
    case .cancelAll(let scope):
      let count = live { scope.reaches($0) }
      if scope == .legs {
        preview.legsToCancel = count
        preview.opensToCancel = settings.risk.freezeHolds ? 0 : live { $0.purpose.isEntry }
        preview.naked = Quantity(steps: books.lots.open.buy + books.lots.open.sell)
      } else {
        preview.opensToCancel = count
      }
    case .freeze, .terminalLost:
      preview.opensToCancel = settings.risk.freezeHolds ? 0 : live { $0.purpose.isEntry }
    case .pause(let side):
      preview.opensToCancel = live { $0.purpose.isEntry && $0.side == side }
    case .closeLot(let id): previewClose(of: books.lots.index(of: id).map { [$0] } ?? [], &preview)
    case .closeExcess:
      previewClose(of: books.lots.inOrder.filter { books.lots[$0].role == .overfill }, &preview)
    case .cancelOrder: preview.opensToCancel = 1
    case .stopAttempt(let id):
      let order = attempts.index(of: id).flatMap { attempts.live[$0].order }
      preview.opensToCancel = order == nil ? 0 : 1
    case .complete(let side): previewCompletion(side, &preview)
    case .quit:
      preview.opensToCancel = live { $0.purpose.isEntry }
      for lot in books.lots.inOrder { preview.naked += Quantity(steps: coverage(of: lot).watched) }
    case .moveOrder(let id, let price): previewMove(id, price, &preview)
    case .reprice: previewReprice(&preview)
    case .unfreeze: previewOrders(of: command, &preview)
    case .freeBench, .unpause, .recentre, .placeManual, .clearBreaker, .reconcile,
      .reconcileNow, .acceptDifferences, .acknowledgeAlarms:
      break
    }
    return preview
  }

  /// What a command would send at once, as an engine that is a copy of this one sends it.
  private func previewOrders(of command: Command, _ preview: inout CommandPreview) {
    var copy = self
    var effects = Effects()
    copy.apply(.command(command), at: time, into: &effects)
    for request in effects.requests {
      switch request {
      case .place(let order) where order.id.purpose?.isEntry == true: preview.opensToPlace += 1
      case .place: preview.legsToPlace += 1
      case .cancel, .amend, .scheduleCancel: break
      }
    }
  }

  func live(_ matches: (Order) -> Bool) -> Int {
    orders.live.all.reduce(0) { $0 + ($1.id != .vacant && matches($1) ? 1 : 0) }
  }

  /// Closes lots within the slippage of a close: the take-profits that go, and the book swept.
  private func previewClose(of indices: [Int32], _ preview: inout CommandPreview) {
    guard let first = indices.first else { return }
    preview.side = books.lots[first].side.opposite
    for index in indices {
      preview.quantity += books.lots[index].open
      var leg = books.lots[index].newestLeg
      while leg >= 0 {
        if orders.live[leg].purpose != .stopLoss { preview.legsToCancel += 1 }
        leg = orders.live[leg].nextLeg
      }
    }
    let slippage = settings.exits.closing.slippage
    sweep(from: slippage, to: slippage, &preview)
  }

  /// Walks the shown book as a flatten would, within its widest slippage limit.
  private func previewSweep(_ position: Position, _ preview: inout CommandPreview) {
    guard let side = position.side?.opposite else { return }
    preview.side = side
    preview.quantity = position.size
    let limits = settings.risk.flattenSlippage
    guard let first = limits.first, let widest = limits.last else { return }
    sweep(from: first, to: widest, &preview)
  }

  /// Walks the shown book for the quantity and side of a preview: the limit of what is sent first, and
  /// what the book fills within the widest.
  func sweep(from first: BasisPoints, to widest: BasisPoints, _ preview: inout CommandPreview) {
    guard let side = preview.side else { return }
    let shown = book[side.opposite]
    guard let best = shown.best, let limit = takingLimit(first, past: best, for: side),
      let worst = takingLimit(widest, past: best, for: side), let mid2 = book.mid2
    else {
      preview.unfillable = preview.quantity
      return
    }
    preview.worstPrice = limit
    if worst != limit { preview.widestPrice = worst }
    var left = preview.quantity
    var value = Money.zero
    var price: Price? = best
    while let here = price, !left.isZero, !worst.isBetter(than: here, for: side.opposite) {
      let taken = min(left, shown.size(at: here))
      value += Money(here, times: taken)
      left -= taken
      preview.levelsSwept += 1
      price = shown.next(behind: here)
    }
    let filled = preview.quantity - left
    preview.unfillable = left
    let atMid = ExactMoney(halfTicks: mid2, times: filled)
    let paid = ExactMoney(value)
    preview.slippage = side == .buy ? paid - atMid : atMid - paid
    preview.fee = instrument.takerFee.fee(on: value)
  }
}
