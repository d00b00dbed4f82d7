import Engine
import Market
import Venue

/// A lot that is not open any more.
struct EndedLot {
  let id: PositionID
  let side: Side
  let open: Quantity
  let closing: CloseCause?
  let isUnprotected: Bool
  let isWatched: Bool
  let closed: ClosedParts

  /// - Parameter parts: what the input closed of it.
  init(_ known: KnownLot, _ parts: ClosedParts?) {
    id = known.lot.id
    side = known.lot.side
    closing = known.lot.closing
    isUnprotected = known.isExposed
    isWatched = !known.lot.watchedStop.isZero || !known.lot.watchedTakeProfit.isZero
    closed = ClosedParts(known.lot).joined(to: parts)
    open = Quantity(steps: max(0, known.lot.open.steps - (parts?.size.steps ?? 0)))
  }

  /// One that opened and ended within one input.
  init(_ id: PositionID, _ side: Side, open: Quantity, _ parts: ClosedParts?) {
    (self.id, self.side, self.open, closing) = (id, side, open, nil)
    (isUnprotected, isWatched, closed) = (false, false, parts ?? ClosedParts())
  }
}

// The rows of lots.
extension TableKeeper {
  func write(_ lot: OpenLot, openedIn number: UInt64?, into rows: inout [RowWrite]) {
    var row: [SQLValue] = [text.lot(lot.id), text.side(lot.side)] + text.price(lot.rung)
    row += [text.moment(lot.openedAt), number.map { text.input($0) } ?? .null]
    row += text.price(lot.entry) + text.size(lot.open + lot.closed) + text.size(lot.open)
    row += text.price(lot.role == .runner ? nil : lot.takeProfit) + text.price(lot.stop)
    row += [.text(lot.role.tableWord), text.word(lot.closing.map { CloseCause.words[$0] })]
    row += text.money(lot.realised) + text.money(lot.fees) + text.money(lot.funding)
    row += text.money(lot.realised - lot.fees + lot.funding)
    add(.lot, row, to: &rows)
  }

  /// A lot that opened and ended within one input.
  func writeShort(
    _ id: PositionID, _ side: Side, _ rung: Price, _ openedAt: Instant, _ entry: Price,
    _ news: TableNews, into rows: inout [RowWrite]
  ) {
    var row: [SQLValue] = [text.lot(id), text.side(side)] + text.price(rung)
    row += [text.moment(openedAt), text.input(news.number)] + text.price(entry)
    row += text.size(.zero) + text.size(.zero) + text.price(nil) + text.price(nil)
    row += [.text(LotView.Role.ordinary.tableWord), .null]
    for _ in 0..<4 { row += text.money(.zero) }
    add(.lot, row, to: &rows)
  }

  func writeClose(
    _ record: LotRecord, _ part: Int, _ news: TableNews, into rows: inout [RowWrite]
  ) {
    let closing = lotPlaces[record.lot].flatMap { lots[$0]?.lot.closing }
    var row: [SQLValue] = [
      text.input(news.number), .integer(Int64(part)), text.lot(record.lot), text.side(record.side),
    ]
    row += text.price(record.rung) + [.text(ExitCause.words[record.cause])]
    row += [text.word(record.cause == .close ? closing.map { CloseCause.words[$0] } : nil)]
    row += text.size(record.quantity) + text.price(record.entry) + text.price(record.exit)
    row += [text.moment(record.openedAt), text.moment(record.closedAt)]
    row += text.money(record.made) + text.money(record.entryFees) + text.money(record.exitFee)
    row += text.money(record.funding) + text.money(record.net) + [text.flag(record.isWhole)]
    add(.close, row, to: &rows)
  }

  /// Writes the ends of lots: those that closed whole, and those that another lot took over.
  func writeEnds(of gone: [EndedLot], _ news: TableNews, into rows: inout [RowWrite]) {
    guard !gone.isEmpty else { return }
    var closed: [PositionID: ClosedParts] = [:]
    for lot in gone { closed[lot.id] = lot.closed }
    let whole = news.closes.filter(\.isWhole)
    var mergers = news.logged.filter { $0.tag == .dustPooled }
    for lot in gone where !whole.contains(where: { $0.lot == lot.id }) {
      let sums = closed[lot.id] ?? ClosedParts()
      let taker = takeMerger(of: lot, &mergers)
      // One that took it over and is still open has its sums already.
      if let taker { closed[taker] = closed[taker]?.joined(to: sums) }
      let end = LotEnd(lot: lot.id, size: lot.open + sums.size, why: "merged", into: taker)
      writeEnd(end, ClosedParts(), news, &rows)
    }
    for lot in gone {
      guard let record = whole.last(where: { $0.lot == lot.id }) else { continue }
      let sums = closed[lot.id] ?? ClosedParts()
      let cause = record.cause == .close ? lot.closing : nil
      let why = ExitCause.words[record.cause]
      writeEnd(
        LotEnd(lot: lot.id, size: sums.size, why: why, cause: cause), sums, news, &rows)
    }
    for lot in gone {
      let when = [text.moment(news.time), text.input(news.number)]
      if lot.isWatched {
        for kind in [Purpose.takeProfit, .stopLoss] {
          let values = [text.lot(lot.id), .text(kind.recordWord)] + when
          add(.watchedExitEnded, values, to: &rows)
        }
      }
      if lot.isUnprotected { add(.protectedAgain, [text.lot(lot.id)] + when, to: &rows) }
    }
  }

  /// The lot that took another one over: the log names it, with the size that it took.
  private func takeMerger(of lot: EndedLot, _ mergers: inout [LogEntry]) -> PositionID? {
    let place =
      mergers.firstIndex { $0.side == lot.side && $0.lot != lot.id && $0.quantity == lot.open }
      ?? mergers.firstIndex { $0.side == lot.side && $0.lot != lot.id }
    return place.flatMap { mergers.remove(at: $0).lot }
  }

  private func writeEnd(
    _ end: LotEnd, _ sums: ClosedParts, _ news: TableNews, _ rows: inout [RowWrite]
  ) {
    var row: [SQLValue] = [text.lot(end.lot)] + text.size(.zero)
    row += [text.moment(news.time), text.input(news.number), .text(end.why)]
    row += [text.word(end.cause.map { CloseCause.words[$0] }), text.lot(end.into)]
    row += text.size(end.size)
    row += text.money(sums.gross) + text.money(sums.fees) + text.money(sums.funding)
    row += text.money(sums.gross - sums.fees + sums.funding)
    add(.lotClosed, row, to: &rows)
    add(.lotExitText, [text.lot(end.lot)] + text.tick, to: &rows)
  }
}

/// How a lot ended.
private struct LotEnd {
  let lot: PositionID
  let size: Quantity
  let why: String
  var cause: CloseCause?
  /// The lot that took it over.
  var into: PositionID?
}

extension ClosedParts {
  fileprivate func joined(to other: ClosedParts?) -> ClosedParts {
    var sum = self
    if let other { sum.add(other) }
    return sum
  }
}

// What protects lots.
extension TableKeeper {
  /// The parts of a lot whose price the engine watches.
  func watch(
    _ lot: OpenLot, before: OpenLot?, _ number: UInt64, at time: Instant,
    into rows: inout [RowWrite]
  ) {
    let stopState = lot.isStopTriggered ? "triggered" : "watched"
    let stop = lot.stop.map { WatchedExit(size: lot.watchedStop, price: $0, state: stopState) }
    let stopBefore = before.flatMap { lot in
      lot.stop.map {
        WatchedExit(
          size: lot.watchedStop, price: $0, state: lot.isStopTriggered ? "triggered" : "watched")
      }
    }
    let target = WatchedExit(size: lot.watchedTakeProfit, price: lot.takeProfit, state: "watched")
    let targetBefore = before.map {
      WatchedExit(size: $0.watchedTakeProfit, price: $0.takeProfit, state: "watched")
    }
    watch(lot, .stopLoss, stop, stopBefore, number, at: time, into: &rows)
    watch(lot, .takeProfit, target, targetBefore, number, at: time, into: &rows)
  }

  private func watch(
    _ lot: OpenLot, _ kind: Purpose, _ now: WatchedExit?, _ before: WatchedExit?,
    _ number: UInt64, at time: Instant, into rows: inout [RowWrite]
  ) {
    let (now, before) = (now?.ifAny, before?.ifAny)
    guard now != before else { return }
    let key: [SQLValue] = [text.lot(lot.id), .text(kind.recordWord)]
    guard let now else {
      let values = key + [text.moment(time), text.input(number)]
      return add(.watchedExitEnded, values, to: &rows)
    }
    let row =
      key + [text.side(lot.side.opposite)] + text.price(now.price) + text.size(now.size)
      + [.text(now.state), text.moment(time), text.input(number)]
    add(.watchedExit, row, to: &rows)
  }

  mutating func writeProtection(
    _ news: TableNews, _ engine: Engine, into rows: inout [RowWrite]
  ) {
    for judgement in news.judgements {
      // A lot that ended since has no more to protect; its row was closed with it.
      guard let place = lotPlaces[judgement.lot], let known = lots[place] else { continue }
      guard let since = judgement.since else {
        if known.isExposed { protectAgain(judgement.lot, at: place, news, into: &rows) }
        continue
      }
      guard !known.isExposed || judgement.naked > known.naked else { continue }
      lots[place]?.expose(judgement.naked)
      write(judgement, since, known.lot.side, news.number, engine, into: &rows)
    }
    for entry in news.logged where entry.tag == .nakedLot {
      add(.unprotectedAlarm, [text.lot(entry.lot), text.moment(news.time)], to: &rows)
    }
  }

  private mutating func protectAgain(
    _ lot: PositionID, at place: Int, _ news: TableNews, into rows: inout [RowWrite]
  ) {
    lots[place]?.cover()
    let values = [text.lot(lot), text.moment(news.time), text.input(news.number)]
    add(.protectedAgain, values, to: &rows)
  }

  func write(
    _ judgement: LotJudgement, _ since: Instant, _ side: Side, _ number: UInt64, _ engine: Engine,
    into rows: inout [RowWrite]
  ) {
    let why = engine.stopReading(of: judgement.lot)?.tableWord
    let row =
      [text.lot(judgement.lot), text.side(side), text.moment(since), text.input(number)]
      + text.size(judgement.naked) + [text.word(why)]
    add(.unprotected, row, to: &rows)
  }
}

/// A part of a lot whose price the engine watches.
private struct WatchedExit: Equatable {
  let size: Quantity
  let price: Price
  let state: String

  var ifAny: WatchedExit? { size.isZero ? nil : self }
}
