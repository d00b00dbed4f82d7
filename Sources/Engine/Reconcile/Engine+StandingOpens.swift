import Market
import Venue

extension Engine {
  /// Works out what the start does to the live entries it found, and shows it. A later input does
  /// it.
  mutating func showStart() {
    let proposal = proposedStart
    agreement.rounds.standing.show(
      proposal,
      doneAt: time.advanced(byNanoseconds: max(1, settings.reconcile.showStartNanoseconds)))
    for order in proposal.keeps { note(.willKeep, order) }
    for order in proposal.cancels { note(.willCancel, order) }
    note(
      LogEntry(
        .startShown, at: time,
        reason: Reason(.wanted, value: Int64(proposal.places ?? 0))))
  }

  private mutating func note(_ tag: LogEntry.Tag, _ order: StartProposal.Standing) {
    note(
      LogEntry(
        tag, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id))
  }

  /// What a copy of this engine does when it carries out the start. The engine makes that copy
  /// itself, once per start, so the journal has the decision with the input that causes it, before
  /// any of it is carried out.
  private var proposedStart: StartProposal {
    var trial = self
    var effects = Effects()
    trial.agreement.rounds.standing.keepBackAlone(true)
    trial.beginStart(into: &effects)
    trial.plan(into: &effects)
    var proposal = StartProposal()
    for id in agreement.rounds.standing.dropped + agreement.rounds.standing.adopted {
      guard let index = orders.live.index(of: id) else { continue }
      let order = orders.live[index]
      let standing = StartProposal.Standing(
        id: id, side: order.side, price: order.price, remaining: order.remaining)
      if effects.requests.contains(.cancel(id)) {
        proposal.cancels.append(standing)
      } else {
        proposal.keeps.append(standing)
      }
    }
    if trial.market.block == nil, trial.book.mid2 != nil { proposal.places = trial.openRungs }
    return proposal
  }

  /// Number of rungs whose order is in flight, or that wait for other orders to end.
  private var openRungs: Int {
    Side.allCases.reduce(0) { count, side in
      count
        + grid.ladder.rungs[side].count { rung in
          guard let order = rung.order else {
            return rung.shut == .excess || rung.shut == .pending
          }
          return orders.live[order].stage.isUnanswered
        }
    }
  }

  /// Drops adopted entries that a freeze or pause in force would have cancelled: no plan keeps
  /// them.
  mutating func dropHeldOpens() {
    let holds = settings.risk.freezeHolds && switches.control.frozen.latest?.cause.isRule != true
    let isFrozen = switches.control.frozen.pullsEntries && !holds
    let held = agreement.rounds.standing.adopted.filter { id in
      orders.live.index(of: id).map { isFrozen || switches.control.isPaused[orders.live[$0].side] }
        ?? false
    }
    guard !held.isEmpty else { return }
    agreement.rounds.standing.drop(held)
  }

  /// Whether a plan could be made now if entries were allowed.
  var mayPlan: Bool { !switches.control.isFrozen && market.block == nil && book.mid2 != nil }

  /// Carries out what was shown: cancels the entries that are not kept in any case, and allows the
  /// first plan.
  mutating func beginStart(into effects: inout Effects) {
    for id in agreement.rounds.standing.carryOut() {
      guard let index = orders.live.index(of: id) else { continue }
      cancel(index, because: Reason(.adopted), into: &effects)
    }
    changes.nameAllRungs()
    // What the plan may keep is shown as soon as there can be a plan.
    guard agreement.rounds.standing.isLast, agreement.rounds.standing.adopted.isEmpty || mayPlan
    else {
      return
    }
    agreement.rounds.endStart()
  }
}
