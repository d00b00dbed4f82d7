import Engine
import Market
import Venue

// Rows that are written once: log, commands, fills, funding.
extension TableKeeper {
  func writeNotes(_ news: TableNews, into rows: inout [RowWrite]) {
    let lost = news.logCount - news.logged.count
    if lost > 0 {
      // More than the log holds: the number of lines that are missing takes their place.
      var row: [SQLValue] = [text.input(news.number), .integer(0), text.moment(news.time)]
      row += [.text("lines_lost"), .null] + text.price(nil) + text.size(nil) + [.null, .null]
      row += [.null, .integer(Int64(lost)), .null, .null] + text.money(nil)
      add(.note, row, to: &rows)
    }
    for (place, entry) in news.logged.enumerated() {
      var row: [SQLValue] = [
        text.input(news.number), .integer(Int64(lost + place + 1)), text.moment(entry.time),
        .text(entry.tag.word), text.side(entry.side),
      ]
      row += text.price(entry.price) + text.size(entry.quantity)
      row += [text.order(entry.order), text.lot(entry.lot)] + text.reason(entry.reason)
      row += [text.word(entry.refusal?.code)] + text.money(entry.money)
      add(.note, row, to: &rows)
    }
  }

  func writeCommand(_ news: TableNews, into rows: inout [RowWrite]) {
    guard case .command(let command) = news.input else { return }
    let facts = CommandFacts(command)
    var row: [SQLValue] = [
      text.input(news.number), text.moment(news.time), .text(facts.source), .text(facts.name),
      text.side(facts.side),
    ]
    row += text.price(facts.price) + [text.order(facts.order), text.lot(facts.lot)]
    row += [facts.attempt.map { .integer($0.value) } ?? .null, text.word(facts.scope)]
    add(.command, row + [text.word(facts.numbers)], to: &rows)
  }

  /// A fill has one row, though it may be booked in parts, one for each lot that it closes.
  func writeFills(_ news: TableNews, source: FillSource, into rows: inout [RowWrite]) {
    var written: Set<FillID> = []
    for record in news.fills where written.insert(record.fill.id).inserted {
      let fill = record.fill
      let parts = news.fills.filter { $0.fill.id == fill.id }
      let size = parts.reduce(Quantity.zero) { $0 + $1.fill.quantity }
      let fee = parts.reduce(ExactMoney.zero) { $0 + $1.fill.fee }
      let isOfOneLot = parts.allSatisfy { $0.lot == record.lot }
      var row: [SQLValue] = [
        .integer(Int64(bitPattern: fill.id.value)), text.order(fill.order),
        text.word(record.purpose.map { $0.recordWord }),
        text.lot(isOfOneLot ? record.lot : nil),
      ]
      row += text.price(isOfOneLot ? record.rung : nil) + [text.side(fill.side)]
      row += text.price(fill.price) + text.size(size)
      row += [text.notional(fill.price, size), .text(fill.liquidity.recordWord)] + text.money(fee)
      row += [.text(FillCause.words[fill.cause]), .text(FillSource.words[source])]
      row += [text.moment(fill.time), text.moment(news.time), text.input(news.number)]
      add(.fill, row, to: &rows)
    }
  }

  func writeFunding(_ news: TableNews, position: Position, into rows: inout [RowWrite]) {
    for payment in news.fundings {
      let row =
        [text.moment(payment.time)] + text.money(payment.amount) + text.signed(position.steps)
        + [text.moment(news.time), text.input(news.number)]
      add(.funding, row, to: &rows)
    }
  }

  func write(
    _ adjustment: Adjustment, _ number: UInt64, at time: Instant, into rows: inout [RowWrite]
  ) {
    var row: [SQLValue] = [
      .integer(Int64(adjustment.number)), .text(Adjustment.Cause.words[adjustment.cause]),
    ]
    row += text.signed(adjustment.steps) + text.price(adjustment.price)
    row += [text.moment(adjustment.time)] + text.size(adjustment.reversed)
    row += text.money(adjustment.made) + [text.moment(time), text.input(number)]
    add(.adjustment, row, to: &rows)
  }

  /// An alarm, with what the log says of it in the same input.
  func raise(
    _ alarm: Alarm, _ logged: [LogEntry], _ number: UInt64, at time: Instant,
    into rows: inout [RowWrite]
  ) {
    let entry = logged.last { alarm.tags.contains($0.tag) }
    var row: [SQLValue] = [
      .text(alarm.name), text.moment(time), text.input(number), text.side(entry?.side),
    ]
    row += text.price(entry?.price) + text.size(entry?.quantity)
    row += [text.order(entry?.order), text.lot(entry?.lot)] + text.reason(entry?.reason)
    add(.alarmRaised, row, to: &rows)
  }
}

extension Alarm {
  /// The log lines that say what it is about.
  fileprivate var tags: [LogEntry.Tag] {
    switch self {
    case .flattenStuck: [.flattenStuck]
    case .flattenWaits: [.flattenWaits]
    case .cancelAllUnfinished: [.cancelAllUnfinished]
    case .unmatchedFill: [.unmatchedFill]
    case .capReached: [.capReached]
    case .rejectedExit: [.rejected, .notSent]
    case .breaker: [.breakerTripped]
    case .marketEnding, .marketClosed: [.marketPhase]
    case .foreignFill: [.foreignFill]
    case .marketSilent: [.frozen, .marketBlocked]
    case .fillsUnseen: [.fillsUnseen]
    case .drift: [.adjusted]
    case .fillsUnlisted: [.fillsUnlisted]
    case .contradictedFill: [.contradictedFill]
    case .unknownOrderStorm: [.unknownOrderStorm]
    case .nakedLot: [.nakedLot]
    case .stopUnfilled: [.stopEscalated, .stoppedTogether]
    case .bothLegsFilled: [.bothLegsFilled]
    case .closeUnfilled: [.closeGivenUp]
    case .lotOverdue: [.lotOverdue]
    case .rejectStorm: [.rejectStorm]
    case .otherInstance: [.otherInstance]
    case .journalFailed: [.journalFailed]
    case .journalSpaceLow: [.journalSpaceLow]
    case .impossiblePrice: [.frozen, .marketBlocked, .markRefused]
    }
  }
}

/// A command as columns.
private struct CommandFacts {
  let name: String
  var source = "operator"
  var side: Side?
  var price: Price?
  var order: ClientOrderID?
  var lot: PositionID?
  var attempt: AttemptID?
  var scope: String?
  var numbers: String?

  private init(named name: String) { self.name = name }

  private init(named name: String, _ side: Side, _ price: Price? = nil) {
    (self.name, self.side, self.price) = (name, side, price)
  }

  init(_ command: Command) {
    switch command {
    case .pause(let side): self.init(named: "pause", side)
    case .unpause(let side): self.init(named: "unpause", side)
    case .freeze: self.init(named: "freeze")
    case .terminalLost:
      self.init(named: "freeze")
      source = "terminal_lost"
    case .holdEntries:
      self.init(named: "hold_entries")
      source = "restart"
    case .resumeEntries: self.init(named: "resume_entries")
    case .unfreeze: self.init(named: "unfreeze")
    case .flatten: self.init(named: "flatten")
    case .flattenAccount: self.init(named: "flatten_account")
    case .cancelAll(let covered):
      self.init(named: "cancel_all")
      scope = covered.tableWord
      if case .side(let side) = covered { self.side = side }
    case .recentre: self.init(named: "recentre")
    case .placeManual(let side, let price): self.init(named: "place", side, price)
    case .clearBreaker: self.init(named: "clear_breaker")
    case .closeLot(let id):
      self.init(named: "close_lot")
      lot = id
    case .closeExcess: self.init(named: "close_excess")
    case .endCooldown(let side, let slot): self.init(named: "end_cooldown", side, slot)
    case .cancelOrder(let id):
      self.init(named: "cancel_order")
      order = id
    case .stopAttempt(let id):
      self.init(named: "stop_attempt")
      attempt = id
    case .reconcile: self.init(named: "reconcile")
    case .reconcileNow: self.init(named: "reconcile_now")
    case .acceptDifferences(let list):
      self.init(named: "accept_differences")
      numbers = "[" + list.map { String($0) }.joined(separator: ",") + "]"
    case .moveOrder(let id, let target):
      self.init(named: "move_order")
      (order, price) = (id, target)
    case .reprice: self.init(named: "reprice")
    case .complete(let side): self.init(named: "complete", side)
    case .quit: self.init(named: "quit")
    case .acknowledgeAlarms: self.init(named: "acknowledge_alarms")
    }
  }
}
