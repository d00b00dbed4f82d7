import Engine
import Market
import Venue

/// What a restart found and what will be done about it, in words.
enum RestartText {
  // MARK: One by one

  /// A lot: what is open, and what protects it.
  static func lot(_ lot: LotView, _ scene: Scene) -> String {
    let figures = scene.figures
    let side = lot.side == .buy ? "long" : "short"
    var text =
      "\(scene.lotName(lot.id)) \(side) \(figures.size(lot.open)) @ \(figures.price(lot.entry)): "
    if let closing = lot.closing {
      text += "is being closed, \(ExitCauseText.overdue(closing))"
    } else if lot.stopFiredAt != nil {
      text += "its stop triggered and closes it"
    } else {
      text += protection(lot, scene)
    }
    return lot.naked.isZero ? text : text + "; UNPROTECTED \(figures.size(lot.naked))"
  }

  /// What happened to a lot since the last process ended; nil if nothing did.
  static func change(_ lot: LotView, from before: LotView?, _ figures: Figures) -> String? {
    guard let before else { return "opened since" }
    return lot.open < before.open ? "\(figures.size(before.open - lot.open)) closed since" : nil
  }

  /// Its take-profit and its stop, and where each of them is.
  private static func protection(_ lot: LotView, _ scene: Scene) -> String {
    let exit = scene.snapshot.legs.first { $0.lot == lot.id && $0.purpose == .takeProfit }
    let stop = stop(lot, scene.figures)
    guard let price = lot.takeProfit.map(scene.figures.price) else {
      return "no take-profit, \(stop)"
    }
    let whereabouts = exit.map { place($0.state) } ?? "not at the venue"
    // Said once for both.
    let isShared = exit.map { isAtVenue($0.state) } ?? false && hasVenueStopOnly(lot)
    return "take-profit \(price)\(isShared ? "" : " " + whereabouts), \(stop)"
  }

  private static func hasVenueStopOnly(_ lot: LotView) -> Bool {
    lot.stop != nil && !lot.venueStop.isZero && lot.watchedStop.isZero
  }

  private static func stop(_ lot: LotView, _ figures: Figures) -> String {
    guard let price = lot.stop.map(figures.price) else { return "no stop" }
    return switch (lot.venueStop.isZero, lot.watchedStop.isZero) {
    case (false, true): "stop \(price) at the venue"
    case (true, false): "stop \(price) watched by Rung"
    case (false, false): "stop \(price) partly at the venue, partly watched by Rung"
    case (true, true): "stop \(price) not in force"
    }
  }

  private static func place(_ state: OrderDisplayState) -> String {
    isAtVenue(state) ? "at the venue" : OwnOrderText.word(state)
  }

  private static func isAtVenue(_ state: OrderDisplayState) -> Bool {
    switch state {
    case .working, .confirmed: true
    case .planned, .inFlight, .cancelling, .unknown, .foreign: false
    }
  }

  /// A lot that was open when the process ended, and is open no longer.
  static func closed(_ lot: LotView, _ record: LotRecord?, _ scene: Scene) -> String {
    let name = "\(scene.lotName(lot.id)) \(lot.side == .buy ? "long" : "short") "
    let what = "\(name)\(scene.figures.size(lot.open)): closed since"
    guard let record else { return what }
    return "\(what) by \(record.cause.words) @ \(scene.figures.price(record.exit)), net "
      + scene.figures.money(record.net, places: 4)
  }

  /// A live entry, with what resuming does to it.
  static func entry(_ row: OpenRow, before: PendingOpenView?, _ scene: Scene) -> String {
    let figures = scene.figures
    let order =
      "\(row.side.word) \(figures.size(row.quantity.less(row.filled))) @ "
      + figures.price(row.price)
    guard row.order?.state != .foreign else {
      return "\(order): not placed by Rung, is left alone"
    }
    let filled = before.map { row.filled.less($0.filled) } ?? .zero
    let part = filled.isZero ? "" : ", \(figures.size(filled)) filled since"
    return "\(order): \(fate(row, scene))\(part)"
  }

  private static func fate(_ row: OpenRow, _ scene: Scene) -> String {
    let reconcile = scene.snapshot.reconcile
    guard let order = row.order else { return "waits, not at the venue" }
    if order.state == .cancelling { return "is being cancelled" }
    if reconcile.willCancel.contains(order.id) { return "will be cancelled" }
    if reconcile.mayKeep.contains(order.id) { return "stays if the grid still wants it" }
    return OwnOrderText.word(order.state)
  }

  /// An entry that was live when the process ended, and filled since.
  static func filled(_ open: PendingOpenView, _ figures: Figures) -> String {
    let left = figures.size(open.quantity.less(open.filled))
    return "\(open.side.word) \(left) @ \(figures.price(open.price)): filled since"
  }

  /// Entries of one side that were live when the process ended, and ended at the venue since.
  static func ended(_ opens: [PendingOpenView], _ figures: Figures) -> String? {
    guard let side = opens.first?.side else { return nil }
    let prices = opens.map { figures.price($0.price) }
    let first = prices.prefix(3).joined(separator: ", ")
    let more = prices.count > 3 ? " and \(prices.count - 3) more" : ""
    let count = prices.count == 1 ? "1 \(side.word)" : "\(prices.count) \(side.word)s"
    return "\(count) @ \(first)\(more): ended at the venue since"
  }

  // MARK: The whole

  /// How the last process ended, what was compared, what stays in force and what resuming does.
  static func summary(_ scene: Scene, _ facts: RestartFacts) -> [DialogText.Line] {
    [(ended(scene, facts), .dialog)] + build(facts) + [compared(scene, facts)] + inForce(scene)
      + resuming(scene)
  }

  private static func ended(_ scene: Scene, _ facts: RestartFacts) -> String {
    let isToday = TimeText.date(facts.ended) == TimeText.date(scene.snapshot.time)
    let moment = isToday ? TimeText.clockSeconds(facts.ended) : TimeText.dateAndClock(facts.ended)
    let how = facts.wasClosed ? "closed its journal" : "was killed or crashed"
    guard !scene.status.canStep else {
      return "The last process \(how) at \(moment) of the market."
    }
    let gap = TimeText.span(max(0, facts.continued.nanoseconds(since: facts.ended)))
    return "The last process \(how) at \(moment), \(gap) before this one."
  }

  private static func build(_ facts: RestartFacts) -> [DialogText.Line] {
    guard let build = facts.otherBuild else { return [] }
    return [("Another build recorded it (\(build)): it may have decided otherwise.", .dialogDanger)]
  }

  private static func compared(_ scene: Scene, _ facts: RestartFacts) -> DialogText.Line {
    if scene.status.canStep {
      return ("The simulated venue ended with it: nothing happened meanwhile.", .dialog)
    }
    let reconcile = scene.snapshot.reconcile
    guard let done = reconcile.lastDone, done >= facts.continued else {
      return reconcile.phase == .disconnected
        ? ("Not compared with the venue yet: no connection to it.", .dialogDanger)
        : ("Comparing with the venue: its answers are awaited.", .dialogDanger)
    }
    let fills = scene.snapshot.counters.fills - facts.recorded.counters.fills
    let count = fills > 0 ? DialogText.counted(fills, "fill") : "no fill"
    let ledger = scene.snapshot.ledger
    let agrees =
      ledger.suspectedDrift == nil && !ledger.adjustments.contains { $0.time >= facts.continued }
    return (
      "Compared with the venue at \(TimeText.clockSeconds(done)): \(count) since; "
        + (agrees ? "the position agrees." : "the position differs, see below."),
      agrees ? .dialog : .dialogDanger
    )
  }

  /// Freezes, pauses and a tripped breaker, which a restart does not lift.
  private static func inForce(_ scene: Scene) -> [DialogText.Line] {
    let control = scene.snapshot.control
    let freezes = control.freezes.filter { $0.cause != .restarted }
      .map { FreezeText.line($0, scene.figures) }
    let paused = [
      control.isPausedBuy ? "buys paused" : nil, control.isPausedSell ? "sells paused" : nil,
      control.legsAreHeld ? "exits held since a cancel-all" : nil,
      BreakerText.words(control.breaker, at: scene.snapshot.time),
    ].compactMap(\.self)
    let all = freezes + paused
    return all.isEmpty ? [] : [("Still in force: " + all.joined(separator: "; "), .dialogDanger)]
  }

  /// What waits for the answer, and what resuming does by the policy.
  private static func resuming(_ scene: Scene) -> [DialogText.Line] {
    guard scene.status.awaitsAnswer(scene.snapshot) else {
      return [("Answered: the run goes on by the policy.", .dialog)]
    }
    let waits =
      scene.status.canStep
      ? "The dry run is paused until you answer."
      : "Exits are managed already; entries wait for your answer."
    let key = scene.key(for: .resume, in: .restart)
    return [(waits, .dialog), ("\(key) resumes: \(entries(scene)); exits stay.", .dialogField)]
  }

  /// What resuming does to entries.
  private static func entries(_ scene: Scene) -> String {
    let reconcile = scene.snapshot.reconcile
    let (drops, keeps) = (reconcile.willCancel.count, reconcile.mayKeep.count)
    let live = [
      drops > 0 ? "cancels \(DialogText.counted(drops, "live entry"))" : nil,
      keeps > 0 ? "keeps up to \(DialogText.counted(keeps, "live entry"))" : nil,
    ].compactMap(\.self)
    let isFrozen = scene.snapshot.control.freezes.contains { $0.cause != .restarted }
    let next = isFrozen ? "sends no new one while frozen" : "places the grid"
    return (live + [next]).joined(separator: ", ")
  }

  /// The keys, with what they do.
  static func keys(_ scene: Scene) -> [DialogText.Line] {
    func key(_ action: Action, _ words: String) -> String {
      "\(scene.key(for: action, in: .restart)) \(words)"
    }
    let again = scene.key(for: .showRestart, in: .ladder)
    return [
      (
        [
          key(.resume, "resume"), key(.closeLot, "close this lot"),
          key(.cancelOne, "cancel this entry"), key(.explain, "why"),
        ].joined(separator: " · "), .dialogKey
      ),
      (
        [
          key(.reconcile, "compare, adopt differences"), key(.flatten, "flatten all"),
          key(.leaveAsIs, "leave all as it is"),
        ].joined(separator: " · "), .dialogKey
      ),
      (
        "\(scene.key(for: .back, in: .restart)) closes this: nothing is done; \(again) shows it again",
        .dialogKey
      ),
    ]
  }
}
