import Market
import Venue

extension Engine {
  /// What recorded adjustments add to the position, without the rest of a snapshot; in steps.
  public var adjustedSteps: Int64 { books.ledger.adjustments.total }

  var reconcileView: ReconcileView {
    var view = ReconcileView()
    view.phase = agreement.rounds.phase
    view.barsOpens = agreement.rounds.barsOpens
    view.lastCause = agreement.rounds.done.lastCause
    view.lastDone = agreement.rounds.done.count > 0 ? agreement.rounds.done.lastAt : nil
    view.nextAt =
      agreement.rounds.schedule.roundAt < .distantFuture ? agreement.rounds.schedule.roundAt : nil
    view.completed = agreement.rounds.done.count
    view.queries = orders.queries.open.count
    view.differences = agreement.differences.isDue ? [] : agreement.differences.list
    view.isPreviewDue = agreement.differences.isDue
    view.start = agreement.rounds.standing.proposal
    view.mayKeep = agreement.rounds.standing.adopted.filter(isLive)
    view.willCancel = agreement.rounds.standing.dropped.filter(isLive)
    view.foreign = agreement.rounds.foreign.list
    view.proposals = agreement.rounds.foreign.list.filter { order in
      order.limit.map { grid.ladder.index(order.side, $0) != nil } ?? false
    }.map(\.id)
    return view
  }

  var ledgerView: LedgerView {
    var view = LedgerView()
    view.local = books.ledger.position
    view.venue = agreement.rounds.account?.position
    view.venueAsOf = agreement.rounds.account?.asOf
    view.anchor = books.ledger.anchor.position
    view.inFlight = orders.live.exposed
    view.worstLong = Position(steps: worstCase(.buy))
    view.worstShort = Position(steps: -worstCase(.sell))
    view.suspectedDrift = agreement.rounds.suspected?.steps
    view.adjustments = books.ledger.adjustments.list
    view.adjusted = books.ledger.adjustments.total
    view.gaps = books.gaps.count
    view.sources = books.ledger.sources
    view.unmatched = books.unmatched.elements
    view.contradictions = books.contradictions.elements
    return view
  }
}
