import Market
import Venue

// One comparison: the account, the orders that stand, and the fills since are asked for; once all
// three are in they are held against ours.
extension Engine {
  /// Compares with the venue, at once or, where that is being done, once more afterwards.
  mutating func reconcile(_ cause: ReconcileCause, into effects: inout Effects) {
    if cause.barsOpens { barOpens(cause) }
    guard reconciliation.round == nil else {
      // What the operator asked for is not forgotten for another cause: it follows.
      if cause == .preview { return }
      let isStronger = cause.rawValue < reconciliation.again?.rawValue ?? .max
      if isStronger { reconciliation.again = cause }
      return
    }
    guard reconciliation.mayAsk else { return }
    begin(reconciliation.hasStarted ? cause : .start, into: &effects)
  }

  private mutating func begin(_ cause: ReconcileCause, into effects: inout Effects) {
    reconciliation.round = Round(
      cause: cause, begunAt: time, accountDue: time, ordersDue: time)
    askRound(into: &effects)
    // The books' beginning says which fills are new, so it must be known first.
    guard reconciliation.isAnchored else { return }
    wantFills(since: reconciliation.polledThrough, into: &effects)
  }

  private mutating func wantFills(since moment: Instant, into effects: inout Effects) {
    reconciliation.round?.fillsFrom = moment
    reconciliation.round?.fillsThrough = nil
    fetchFills(since: moment, for: .reconcile, into: &effects)
  }

  private mutating func barOpens(_ cause: ReconcileCause) {
    reconciliation.standing.isLast = false
    guard !reconciliation.barsOpens else { return }
    reconciliation.barsOpens = true
    markRungs(Reason(.notReconciled, value: Int64(cause.rawValue)))
  }

  /// Does what is due: the first comparison, the regular ones, the look at fills, and whatever got
  /// no answer once more.
  mutating func keepReconciled(into effects: inout Effects) {
    if reconciliation.isNew {
      reconciliation.isNew = false
      reconciliation.aloneFrom = quietMoment
      if inherited > 0 { reconciliation.quietFrom = quietMoment }
      beginToWatchMargin()
      reconciliation.pollAt = time.advanced(byNanoseconds: settings.reconcile.pollNanoseconds)
      reconciliation.auditAt = time.advanced(byNanoseconds: settings.reconcile.auditNanoseconds)
      return reconcile(.start, into: &effects)
    }
    if time >= reconciliation.standing.dueAt { beginStart(into: &effects) }
    if let round = reconciliation.round, time >= round.due {
      if round.askedAt < .distantFuture { recoveries.count(.answerOverdue) }
      askRound(into: &effects)
    }
    if time >= reconciliation.againAt {
      reconciliation.againAt = .distantFuture
      reconcile(reconciliation.againFor, into: &effects)
    }
    if time >= reconciliation.busyAt {
      reconciliation.busyAt = .distantFuture
      reconcile(.busy, into: &effects)
    }
    if time >= reconciliation.roundAt {
      reconciliation.roundAt = .distantFuture
      reconcile(.regular, into: &effects)
    }
    if time >= reconciliation.pollAt {
      reconciliation.pollAt = time.advanced(byNanoseconds: settings.reconcile.pollNanoseconds)
      if reconciliation.isAnchored {
        fetchFills(since: reconciliation.polledThrough, for: .poll, into: &effects)
      }
    }
    if time >= reconciliation.auditAt {
      reconciliation.auditAt = time.advanced(byNanoseconds: settings.reconcile.auditNanoseconds)
      let from = time.advanced(byNanoseconds: -settings.reconcile.auditNanoseconds)
      beginAudit(since: from, into: &effects)
    }
  }

  /// Asks for what a comparison lacks and is due; where there is no room for it, again a little later.
  private mutating func askRound(into effects: inout Effects) {
    guard var round = reconciliation.round else { return }
    let retryAt = time.advanced(byNanoseconds: Engine.retryNanoseconds)
    if round.account == nil, time >= round.accountDue {
      let isAsked = ask(.account(asked: time), into: &effects)
      round.accountDue = isAsked ? answerDue : retryAt
      if isAsked { round.askedAt = min(round.askedAt, time) }
    }
    if round.orders == nil, time >= round.ordersDue {
      let isAsked = ask(.openOrders(asked: time), into: &effects)
      round.ordersDue = isAsked ? answerDue : retryAt
      if isAsked { round.askedAt = min(round.askedAt, time) }
    }
    reconciliation.round = round
  }

  /// The account, as the venue has it.
  mutating func learn(
    _ account: AccountState, asked: Instant, into effects: inout Effects
  ) {
    if let last = reconciliation.account, account.asOf < last.asOf { return }
    reconciliation.account = account
    guard let round = reconciliation.round, round.account == nil, asked >= round.begunAt else {
      return
    }
    // A position that nothing values can't begin the books, and its lots would have no exits: the
    // account is asked for again, until it tells an entry or the market a price.
    if !reconciliation.isAnchored, !account.position.isFlat, account.entry == nil, mark == nil {
      return
    }
    reconciliation.round?.account = account
    if !reconciliation.isAnchored { anchorBooks(account, into: &effects) }
    compareIfComplete(into: &effects)
  }

  /// The orders that stand, as the venue lists them: whatever is being done, those of ours that we
  /// don't know are asked about, and so are those known to live that are missing.
  mutating func learn(
    _ orders: [VenueOrder], asOf: Instant, asked: Instant, into effects: inout Effects
  ) {
    let missing = registry.missing(from: orders, asked: asked)
    let round = reconciliation.round.flatMap { asked >= $0.begunAt ? $0 : nil }
    // A comparison looks into what is missing itself; the start adopts what it finds.
    if round == nil || !control.fences.isEmpty { for index in missing { inquire(index) } }
    if round?.cause != .start {
      for order in orders where isUnknownOfOurs(order.id) {
        inquireStranger(order.id, into: &effects)
      }
    }
    checkFence(orders, asked: asked, isWhole: missing.isEmpty, into: &effects)
    take(orders, asOf: asOf, asked: asked, into: &effects)
  }

  /// A list that was asked for since the round began is one of its answers.
  private mutating func take(
    _ orders: [VenueOrder], asOf: Instant, asked: Instant, into effects: inout Effects
  ) {
    guard let round = reconciliation.round, asked >= round.begunAt else { return }
    if round.cause == .start, inherited > 0 {
      guard let first = round.firstOrders else {
        reconciliation.round?.firstOrders = (orders, asOf, time)
        reconciliation.round?.ordersDue = time
        return askRound(into: &effects)
      }
      guard asked >= first.heardAt else { return }
    }
    reconciliation.round?.orders = orders
    reconciliation.round?.ordersAsOf = asOf
    compareIfComplete(into: &effects)
  }

  /// All fills of a span are in.
  mutating func learnFills(from: Instant, through: Instant, into effects: inout Effects) {
    gaps.close(through: through)
    if from <= reconciliation.polledThrough {
      reconciliation.polledThrough = max(reconciliation.polledThrough, through)
      // Whatever it was for, it was a look at the fills.
      reconciliation.pollAt = time.advanced(byNanoseconds: settings.reconcile.pollNanoseconds)
      seeFills()
    }
    guard let wanted = reconciliation.round?.fillsFrom, from <= wanted else { return }
    reconciliation.round?.fillsThrough = through
    compareIfComplete(into: &effects)
  }

  /// The books begin with what the account holds; fills that came before are in there, or not.
  private mutating func anchorBooks(_ account: AccountState, into effects: inout Effects) {
    reconciliation.isAnchored = true
    let price = account.entry ?? mark
    ledger.begin(Anchor(position: account.position, price: price, time: account.asOf))
    ledger.losses.restart()
    reconciliation.polledThrough = account.asOf
    seeFills()
    // A list that is older than the account may have more left of an order than there is.
    let listedAt = reconciliation.round?.listedAt ?? account.asOf
    wantFills(since: min(account.asOf, listedAt), into: &effects)
    let (early, funding) = (reconciliation.early, reconciliation.earlyFunding)
    (reconciliation.early, reconciliation.earlyFunding) = ([], [])
    for payment in funding { learn(payment) }
    for one in early { learn(one.fill, from: one.source, into: &effects) }
  }

  private mutating func compareIfComplete(into effects: inout Effects) {
    guard let round = reconciliation.round, let orders = round.orders,
      let account = round.account, let through = round.fillsThrough, let from = round.fillsFrom
    else { return }
    let needed = fillsNeeded(round, account, since: from)
    guard from <= needed.from, through >= needed.through else {
      return wantFills(since: needed.from, into: &effects)
    }
    var lacking = registry.missing(from: orders, asked: round.begunAt).count
    var found = compare(orders, round, into: &effects)
    if round.cause == .start {
      lacking += adoptMissed(round, into: &effects)
      seedLots(into: &effects)
    }
    if let drift = compare(account) { found.append(drift) }
    if round.cause == .preview {
      differences.show(found)
    } else {
      for difference in found { answer(difference, into: &effects) }
    }
    finish(round, lacking: lacking, into: &effects)
  }

  /// Which fills must be in: a position can only be held against fills that reach as far. At the start,
  /// what is left of an order too; and what filled since that was told may be in the position already.
  private func fillsNeeded(
    _ round: Round, _ account: AccountState, since from: Instant
  ) -> (from: Instant, through: Instant) {
    guard round.cause == .start else { return (from, account.asOf) }
    var told = [account.asOf, round.ordersAsOf] + inquests.found.map(\.asOf)
    if let first = round.firstOrders { told.append(first.asOf) }
    return told.reduce((from, account.asOf)) { (min($0.0, $1), max($0.1, $1)) }
  }

  private mutating func finish(_ round: Round, lacking: Int, into effects: inout Effects) {
    reconciliation.round = nil
    defer {
      if differences.isDue, reconciliation.round == nil { reconcile(.preview, into: &effects) }
    }
    reconciliation.hasStarted = reconciliation.hasStarted || round.cause == .start
    reconciliation.older = []
    reconciliation.completed += 1
    reconciliation.lastDone = time
    reconciliation.fillTimes.removeAll(keepingCapacity: true)
    reconciliation.busyAt = .distantFuture
    reconciliation.lastCause = round.cause
    reconciliation.roundAt = time.advanced(byNanoseconds: settings.reconcile.everyNanoseconds)
    if round.cause != .regular, round.cause != .busy {
      note(
        LogEntry(
          .reconciled, at: time, reason: Reason(.reconciled, value: Int64(round.cause.rawValue))))
    }
    let next = reconciliation.again
    reconciliation.again = nil
    if round.cause == .start { dropHeldOpens() }
    // One that bars opens itself decides about them anew; a lesser one must not leave them barred.
    if next?.barsOpens != true { letOpensGo(after: round, lacking: lacking) }
    // What no plan can keep waits for none.
    if round.cause == .start, !reconciliation.standing.dropped.isEmpty,
      reconciliation.standing.adopted.isEmpty || !mayPlan
    {
      showStart()
    }
    if let next { reconcile(next, into: &effects) }
  }

  /// Lets opens leave again once the comparison that they waited for is through. One whose list lacked
  /// orders known to live proves nothing: all is compared once more, later each time.
  private mutating func letOpensGo(after round: Round, lacking: Int) {
    guard reconciliation.barsOpens, round.cause.barsOpens, reconciliation.isStreamUp else { return }
    if lacking > 0 {
      recoveries.count(.listLacked)
      let wait = Engine.retryNanoseconds << Int64(min(reconciliation.vainLooks, 3))
      reconciliation.vainLooks += 1
      reconciliation.lookAgain(at: time.advanced(byNanoseconds: wait), for: .reconnect)
    } else {
      reconciliation.vainLooks = 0
    }
    if let moment = mayFindMore { reconciliation.lookAgain(at: moment, for: .reconnect) }
    guard reconciliation.againAt == .distantFuture else { return }
    reconciliation.quietFrom = .distantPast
    agenda.allRungs = true
    guard reconciliation.standing.isEmpty else {
      reconciliation.standing.isLast = true
      return
    }
    reconciliation.barsOpens = false
  }

  /// When to look once more before an engine that follows another lets its first opens go; nothing
  /// where all that stands is known.
  private var mayFindMore: Instant? {
    guard reconciliation.quietFrom > .distantPast else { return nil }
    if time < reconciliation.quietFrom { return reconciliation.quietFrom }
    guard inquests.open.contains(where: { $0.isStranger }) else { return nil }
    return time.advanced(byNanoseconds: Engine.retryNanoseconds)
  }

  /// When whatever an engine before this one sent has arrived or can't any more.
  private var quietMoment: Instant {
    let orders = settings.orders
    let wait =
      parameters.capabilities.supportsExpiry
      ? orders.expiryNanoseconds : orders.absentGraceNanoseconds
    return time.advanced(byNanoseconds: wait)
  }

  /// Counts a fill; many in a short time since the last comparison are a reason to look.
  mutating func noteFillPace(into effects: inout Effects) {
    let window = settings.reconcile.busyNanoseconds
    // The oldest come first, so mostly one look is enough.
    if let oldest = reconciliation.fillTimes.first, time.nanoseconds(since: oldest) > window {
      reconciliation.fillTimes.removeAll { time.nanoseconds(since: $0) > window }
    }
    reconciliation.fillTimes.append(time)
    guard reconciliation.fillTimes.count > settings.reconcile.busyFills else { return }
    // Where fills go on coming quickly, not all the time.
    let soonest = reconciliation.lastDone.advanced(byNanoseconds: window / 3)
    guard reconciliation.lastDone == .distantPast || time >= soonest else {
      reconciliation.busyAt = min(reconciliation.busyAt, soonest)
      return
    }
    reconcile(.busy, into: &effects)
  }

  /// Whether orders, fills and position were compared with the venue.
  @inline(__always) var reconcileReading: GateReading {
    if !reconciliation.isStreamUp {
      return GateReading(.reconciled, isOpen: false, Reason(.disconnected))
    }
    if fillSight.isBlind { return GateReading(.reconciled, isOpen: false, unseenReason) }
    // What an order that we don't know could fill is not in any worst case.
    let cause = reconciliation.barsOpens ? reconciliation.lastCause : .unknownOrder
    return GateReading(
      .reconciled, isOpen: !reconciliation.barsOpens && inquests.strangers == 0,
      Reason(.notReconciled, value: Int64(cause.rawValue)))
  }
}
