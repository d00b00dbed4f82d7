import Engine
import Market
import Venue

/// Makes the rows of the readable tables from what each input changed.
///
/// Rows follow from the input, its effects and the engine after it. What the keeper remembers is
/// what the engine held before the input, so a keeper that begins with an engine goes on exactly as
/// one that saw all its inputs.
public struct TableKeeper: Sendable {
  let text: TableText

  /// The live orders by place, and the place of each.
  var orders: [LiveOrder?] = []
  var orderPlaces: [ClientOrderID: Int] = [:]
  /// The open lots by place, and the place of each.
  var lots: [KnownLot?] = []
  var lotPlaces: [PositionID: Int] = [:]
  var lastLot = PositionID(0)
  private var unanswered = 0
  private var logTotal = 0
  private var alarms: [Alarm] = []
  private var adjustments: [Adjustment] = []
  private var sources = SourceCounts()
  private var hasMeta = false

  /// - Parameter instrument: what the engine trades; texts have its decimals.
  public init(instrument: Instrument) {
    text = TableText(instrument)
  }

  /// Goes on with an engine whose lots and orders are in the tables already.
  public mutating func begin(with engine: Engine) {
    orders = (0..<engine.orderPlaces).map { engine.liveOrder(at: $0) }
    orderPlaces = [:]
    for (place, order) in orders.enumerated() { if let order { orderPlaces[order.id] = place } }
    lots = (0..<engine.lotPlaces).map { engine.openLot(at: $0).map { KnownLot($0) } }
    lotPlaces = [:]
    for (place, known) in lots.enumerated() { if let known { lotPlaces[known.lot.id] = place } }
    keepCounts(of: engine)
  }

  /// Goes on with an engine whose lots and orders are in no table of this file yet, as after a
  /// rotation into a new one: writes a row for each.
  ///
  /// - Parameters:
  ///   - number: the input before which the file begins; their rows have it.
  ///   - time: the moment of that.
  public mutating func carry(
    _ engine: Engine, number: UInt64, at time: Instant, into rows: inout [RowWrite]
  ) {
    begin(with: engine)
    writeMeta(into: &rows)
    for case let order? in orders { add(.orderCarried, foundRow(order, at: nil), to: &rows) }
    for case let known? in lots {
      write(known.lot, openedIn: nil, into: &rows)
      watch(known.lot, before: nil, number, at: time, into: &rows)
      guard let since = known.lot.unprotectedSince else { continue }
      let judgement = LotJudgement(lot: known.lot.id, naked: .zero, since: since)
      write(judgement, since, known.lot.side, number, engine, into: &rows)
    }
    for adjustment in adjustments { write(adjustment, number, at: time, into: &rows) }
    for alarm in alarms { raise(alarm, [], number, at: time, into: &rows) }
  }

  /// What one input changed.
  ///
  /// - Parameters:
  ///   - number: the input's number.
  ///   - time: the moment at which the engine got it.
  ///   - effects: those after `mark` are what this input caused.
  ///   - engine: the engine after it.
  public mutating func take(
    _ input: Input, number: UInt64, at time: Instant, effects: Effects, since mark: EffectMark,
    engine: Engine, into rows: inout [RowWrite]
  ) {
    if !hasMeta { writeMeta(into: &rows) }
    guard mayHaveChanged(input, effects, since: mark, engine) else { return }
    let news = TableNews(
      input: input, number: number, time: time, effects: effects, mark: mark,
      logged: engine.logEntries(since: logTotal).entries, logCount: engine.logTotal - logTotal)
    writeNotes(news, into: &rows)
    writeCommand(news, into: &rows)
    writeFills(news, source: source(engine.fillSources), into: &rows)
    writeFunding(news, position: engine.position, into: &rows)
    let named = writeOrders(
      news, engine, all: news.mayChangeAll || engine.unansweredOrderCount != unanswered,
      into: &rows)
    writeLots(news, engine, named: named, into: &rows)
    writeAdjustments(news, engine, into: &rows)
    writeAlarms(news, engine, into: &rows)
    keepCounts(of: engine)
  }

  /// Whether an input changed anything that a table shows. A market update that changed nothing
  /// costs these comparisons.
  @inline(__always)
  private func mayHaveChanged(
    _ input: Input, _ effects: Effects, since mark: EffectMark, _ engine: Engine
  ) -> Bool {
    switch input {
    case .market, .deadline, .filled, .mismatch, .fillsKept, .recalled: break
    case .reports, .answer, .command, .journal, .restarted: return true
    }
    return effects.mark != mark || engine.logTotal != logTotal
      || engine.liveOrderCount != orderPlaces.count || engine.openLotCount != lotPlaces.count
      || engine.lastLot != lastLot || engine.unansweredOrderCount != unanswered
      || engine.alarms.count != alarms.count
  }

  private mutating func keepCounts(of engine: Engine) {
    lastLot = engine.lastLot
    unanswered = engine.unansweredOrderCount
    logTotal = engine.logTotal
    alarms = engine.alarms
    adjustments = engine.adjustments
    sources = engine.fillSources
  }

  private mutating func writeMeta(into rows: inout [RowWrite]) {
    hasMeta = true
    for (key, value) in text.meta { add(.meta, [.text(key), .text(value)], to: &rows) }
  }

  func add(_ statement: TableStatement, _ values: [SQLValue], to rows: inout [RowWrite]) {
    rows.append(RowWrite(statement.rawValue, values))
  }

  /// Which source brought the fills of an input: nearly always one.
  private func source(_ now: SourceCounts) -> FillSource {
    if now.stream > sources.stream { return .stream }
    return now.poll > sources.poll ? .poll : .reconcile
  }
}

// What is compared as a whole.
extension TableKeeper {
  private func writeAdjustments(
    _ news: TableNews, _ engine: Engine, into rows: inout [RowWrite]
  ) {
    let now = engine.adjustments
    for (place, adjustment) in now.enumerated()
    where place >= adjustments.count || adjustment != adjustments[place] {
      write(adjustment, news.number, at: news.time, into: &rows)
    }
  }

  private func writeAlarms(_ news: TableNews, _ engine: Engine, into rows: inout [RowWrite]) {
    var standing = alarms
    if case .command(.acknowledgeAlarms) = news.input {
      for alarm in standing {
        let values = [.text(alarm.name), text.moment(news.time), text.input(news.number)]
        add(.alarmAcknowledged, values, to: &rows)
      }
      standing = []
    }
    for alarm in engine.alarms where !standing.contains(alarm) {
      raise(alarm, news.logged, news.number, at: news.time, into: &rows)
    }
  }
}
