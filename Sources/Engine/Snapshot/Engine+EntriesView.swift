import Market
import Venue

extension Engine {
  var entriesView: EntriesView {
    var view = EntriesView()
    view.mode = settings.entries.mode
    view.attempts = attempts.live.map { attempt in
      AttemptView(
        id: attempt.id, purpose: attempt.purpose, side: attempt.side, phase: attempt.stage.view,
        quantity: attempt.quantity, filled: attempt.filled, price: attempt.price,
        offset: attempt.offset, reprices: attempt.reprices,
        deadline: attempt.deadline < .never ? attempt.deadline : nil,
        reason: attempt.reason, order: attempt.order.map { orders.live[$0].id })
    }
    view.recheckBuy = attempts.sides.buy.recheck?.until
    view.recheckSell = attempts.sides.sell.recheck?.until
    view.idleBuy = attempts.sides.buy.idle
    view.idleSell = attempts.sides.sell.idle
    view.isCompleting = attempts.completion.isUnderWay
    view.rejectsInMinute = attempts.crossings.total(at: time)
    view.isCrossingBurst = crossingsAreBurst
    return view
  }

  var shutdownView: ShutdownView {
    var view = ShutdownView()
    view.phase = switches.shutdown.phase
    view.watchedLots = books.lots.inOrder.filter { coverage(of: $0).watched > 0 }.map {
      books.lots[$0].id
    }
    switch switches.shutdown {
    case .running, .settled: break
    case .closing(let deadline):
      view.deadline = deadline
      view.unsettled = orders.live.all.filter { $0.id != .vacant && $0.purpose.isEntry }.map(\.id)
    case .timedOut(let unsettled): view.unsettled = unsettled
    }
    return view
  }
}

extension AttemptStage {
  fileprivate var view: AttemptView.Phase {
    switch self {
    case .waiting: .waiting
    case .resting: .resting
    case .taking: .fallingBack
    case .leaving(_, .moves): .moving
    case .leaving(_, .timedOut): .timingOut
    case .leaving(_, .stopped): .stopping
    }
  }
}
