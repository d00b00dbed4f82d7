import Market
import Venue

// One comparison: the account, the live orders and the fills since are asked for. Once all three
// are in, they are compared with our own.
extension Engine {
  /// Does what is due: the first comparison, regular comparisons, polls for fills, and questions
  /// that were not answered.
  mutating func keepReconciled(into effects: inout Effects) {
    let (polling, auditing) = (
      settings.reconcile.pollNanoseconds, settings.reconcile.auditNanoseconds
    )
    if agreement.rounds.stage == .new {
      agreement.rounds.begin(quiet: quietMoment, follows: orders.inherited > 0)
      agreement.rounds.schedule.begin(at: time, polling: polling, auditing: auditing)
      beginToWatchMargin()
      return reconcile(.start, into: &effects)
    }
    if time >= agreement.rounds.standing.dueAt { beginStart(into: &effects) }
    if let round = agreement.rounds.round, time >= round.due {
      if round.askedAt < .distantFuture { recoveries.count(.answerOverdue) }
      askRound(into: &effects)
    }
    if let cause = agreement.rounds.schedule.takeAgain(at: time) {
      reconcile(cause, into: &effects)
    }
    if agreement.rounds.schedule.takeBusy(at: time) { reconcile(.busy, into: &effects) }
    if agreement.rounds.schedule.takeRegular(at: time) { reconcile(.regular, into: &effects) }
    if agreement.rounds.schedule.takePoll(at: time, again: polling), agreement.rounds.isAnchored {
      fetchFills(since: agreement.rounds.polledThrough, for: .poll, into: &effects)
    }
    if agreement.rounds.schedule.takeAudit(at: time, again: auditing) {
      beginAudit(since: time.advanced(byNanoseconds: -auditing), into: &effects)
    }
  }

  /// Takes in the account as the venue reports it.
  mutating func learn(
    _ account: AccountState, asked: Instant, into effects: inout Effects
  ) {
    guard agreement.rounds.hear(account), let round = agreement.rounds.round,
      round.account == nil, asked >= round.begunAt
    else { return }
    // A position without a price can't begin the books, and its lots would have no exits. The
    // account is asked for again until it reports an entry price or the market has a price.
    if !agreement.rounds.isAnchored, !account.position.isFlat, account.entry == nil,
      markOrMid == nil
    {
      return
    }
    agreement.rounds.on(.account(account))
    if !agreement.rounds.isAnchored { anchorBooks(account, into: &effects) }
    compareIfComplete(into: &effects)
  }

  /// Takes in the venue's list of live orders. Whatever is under way, our orders that we don't know
  /// are queried, and so are accepted orders that are missing.
  mutating func learn(
    _ listed: [VenueOrder], asOf: Instant, asked: Instant, into effects: inout Effects
  ) {
    let differing = confirm(listed, asked: asked)
    let missing = orders.live.missing(from: listed, asked: asked)
    let round = agreement.rounds.round.flatMap { asked >= $0.begunAt ? $0 : nil }
    // A comparison handles missing orders itself, and the start adopts what it finds.
    if round == nil || !switches.control.cancelAlls.isEmpty {
      for index in missing + differing { inquire(index) }
    }
    if round?.cause != .start {
      for order in listed where isUnknownOfOurs(order.id) {
        inquireUnregistered(order.id, into: &effects)
      }
    }
    checkCancelAlls(listed, asked: asked, isWhole: missing.isEmpty, into: &effects)
    take(listed, asOf: asOf, asked: asked, into: &effects)
  }

  /// A list that was asked for since the comparison began is one of its answers.
  private mutating func take(
    _ listed: [VenueOrder], asOf: Instant, asked: Instant, into effects: inout Effects
  ) {
    guard let round = agreement.rounds.round, asked >= round.begunAt else { return }
    if round.cause == .start, orders.inherited > 0 {
      guard let first = round.firstOrders else {
        agreement.rounds.on(.firstOrders(listed, asOf: asOf, at: time))
        return askRound(into: &effects)
      }
      guard asked >= first.heardAt else { return }
    }
    agreement.rounds.on(.orders(listed, asOf: asOf))
    compareIfComplete(into: &effects)
  }

  /// All fills of a period are in.
  mutating func learnFills(from: Instant, through: Instant, into effects: inout Effects) {
    books.gaps.close(through: through)
    if from <= agreement.rounds.polledThrough {
      agreement.rounds.hearFills(through: through)
      // For whatever reason it was made, this fetch covers the poll.
      agreement.rounds.schedule.polled(at: time, again: settings.reconcile.pollNanoseconds)
      seeFills()
    }
    guard let wanted = agreement.rounds.round?.fillsFrom, from <= wanted else { return }
    agreement.rounds.on(.fills(through: through))
    compareIfComplete(into: &effects)
  }

  /// The books begin with the account's position. It may or may not include fills that came before.
  private mutating func anchorBooks(_ account: AccountState, into effects: inout Effects) {
    agreement.rounds.anchor(asOf: account.asOf)
    let price = account.entry ?? markOrMid
    books.ledger.begin(Anchor(position: account.position, price: price, time: account.asOf))
    seeFills()
    // A list older than the account may show more remaining of an order than there is.
    let listedAt = agreement.rounds.round?.listedAt ?? account.asOf
    wantFills(since: min(account.asOf, listedAt), into: &effects)
    let early = agreement.rounds.unanchored.take()
    for payment in early.funding { learn(payment, into: &effects) }
    for one in early.fills { learn(one.fill, from: one.source, into: &effects) }
  }

  private mutating func compareIfComplete(into effects: inout Effects) {
    guard let round = agreement.rounds.round, let listed = round.orders,
      let account = round.account, let through = round.fillsThrough, let from = round.fillsFrom
    else { return }
    let needed = fillsNeeded(round, account, since: from)
    guard from <= needed.from, through >= needed.through else {
      return wantFills(since: needed.from, into: &effects)
    }
    var lacking = orders.live.missing(from: listed, asked: round.begunAt).count
    var found = compare(listed, round, into: &effects)
    if round.cause == .start {
      lacking += adoptMissed(round, into: &effects)
      seedLots(into: &effects)
    }
    if let drift = compare(account) { found.append(drift) }
    if round.cause == .preview {
      agreement.differences.show(found)
    } else {
      for difference in found { answer(difference, into: &effects) }
    }
    finish(round, lacking: lacking, into: &effects)
  }

  /// Which fills must be in. A position can only be compared with fills that reach as far. At the
  /// start the remaining sizes of orders need fills too, and the position may already include fills
  /// that came after those sizes were reported.
  private func fillsNeeded(
    _ round: Round, _ account: AccountState, since from: Instant
  ) -> (from: Instant, through: Instant) {
    guard round.cause == .start else { return (from, account.asOf) }
    var told = [account.asOf, round.ordersAsOf] + orders.queries.found.map(\.asOf)
    if let first = round.firstOrders { told.append(first.asOf) }
    return told.reduce((from, account.asOf)) { (min($0.0, $1), max($0.1, $1)) }
  }

  private mutating func finish(_ round: Round, lacking: Int, into effects: inout Effects) {
    let next = agreement.rounds.finish(
      round.cause, at: time, again: settings.reconcile.everyNanoseconds)
    defer {
      if agreement.differences.isDue, agreement.rounds.round == nil {
        reconcile(.preview, into: &effects)
      }
    }
    if round.cause != .regular, round.cause != .busy {
      note(
        LogEntry(
          .reconciled, at: time, reason: Reason(.reconciled, value: Int64(round.cause.rawValue))))
    }
    confirmExits(after: round, lacking: lacking)
    if round.cause.barsOpens { dropHeldOpens() }
    // A next comparison that bars entries decides about them itself. A lesser one must not leave
    // them barred.
    if next?.barsOpens != true { letOpensGo(after: round, lacking: lacking) }
    // Entries that no plan can keep don't wait for a plan, but they do for the operator's answer.
    if round.cause.barsOpens, !switches.control.frozen.awaitsAnswer,
      agreement.rounds.standing.isUnshown,
      !agreement.rounds.standing.dropped.isEmpty,
      agreement.rounds.standing.adopted.isEmpty || !mayPlan
    {
      showStart()
    }
    if let next { reconcile(next, into: &effects) }
  }

  /// Allows entries again once the comparison that they waited for is complete. If its list lacked
  /// orders known to be live, it proved nothing: another comparison follows, later each time.
  private mutating func letOpensGo(after round: Round, lacking: Int) {
    guard agreement.rounds.barsOpens, round.cause.barsOpens, agreement.rounds.isStreamUp else {
      return
    }
    if lacking > 0 {
      recoveries.count(.listLacked)
      agreement.rounds.lookedInVain(at: time)
    } else {
      agreement.rounds.lookedWell()
    }
    if let moment = mayFindMore { agreement.rounds.schedule.lookAgain(at: moment, for: .reconnect) }
    guard agreement.rounds.schedule.againAt == .distantFuture else { return }
    agreement.rounds.letOpensGo()
    changes.nameAllRungs()
  }

  /// When to compare again before an engine that follows another one sends its first entries; nil
  /// if everything live is known.
  private var mayFindMore: Instant? {
    guard agreement.rounds.quietFrom > .distantPast else { return nil }
    if time < agreement.rounds.quietFrom { return agreement.rounds.quietFrom }
    guard orders.queries.open.contains(where: { $0.isUnregistered }) else { return nil }
    return time.advanced(byNanoseconds: Retry.nanoseconds)
  }
}
