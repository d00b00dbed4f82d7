import Engine
import Market
import Venue

/// A lot as it was written last.
struct KnownLot: Sendable {
  var lot: OpenLot
  /// Whether a row says that it is unprotected now, and the largest size that was written of that.
  private(set) var isExposed: Bool
  private(set) var naked = Quantity.zero

  init(_ lot: OpenLot) {
    self.lot = lot
    isExposed = lot.unprotectedSince != nil
  }

  /// One that this input opened: no row says how it is protected yet.
  init(opened lot: OpenLot) {
    self.init(lot)
    isExposed = false
  }

  mutating func expose(_ size: Quantity) { (isExposed, naked) = (true, size) }
  mutating func cover() { (isExposed, naked) = (false, .zero) }
}

/// The sums of the closed parts of a lot, those of lots that it took over included.
struct ClosedParts: Sendable {
  var size = Quantity.zero
  var gross = ExactMoney.zero
  var fees = ExactMoney.zero
  var funding = ExactMoney.zero

  init() {}

  init(_ lot: OpenLot) {
    size = lot.closed
    gross = lot.realised
    fees = lot.fees - lot.openFees
    funding = lot.funding - lot.openFunding
  }

  mutating func add(_ part: LotRecord) {
    size += part.quantity
    gross += part.made
    fees += part.entryFees + part.exitFee
    funding += part.funding
  }

  mutating func add(_ other: ClosedParts) {
    size += other.size
    gross += other.gross
    fees += other.fees
    funding += other.funding
  }
}

// One row for each lot, its closed parts, and what protects it.
extension TableKeeper {
  /// Writes what changed of the lots.
  ///
  /// - Parameter named: lots whose orders changed.
  mutating func writeLots(
    _ news: TableNews, _ engine: Engine, named: [PositionID], into rows: inout [RowWrite]
  ) {
    var parts: [PositionID: ClosedParts] = [:]
    for (part, record) in news.closes.enumerated() {
      writeClose(record, part, news, into: &rows)
      parts[record.lot, default: ClosedParts()].add(record)
    }
    let mayChangeAll =
      news.mayChangeAll || !news.fundings.isEmpty || engine.lastLot != lastLot
      || engine.openLotCount != lotPlaces.count
    var gone = endedLots(news, engine, parts)
    for lot in gone { forget(lot.id) }
    if mayChangeAll {
      for place in 0..<engine.lotPlaces { syncLot(at: place, news, engine, into: &rows) }
    } else {
      for lot in touched(news, named) {
        guard let place = lotPlaces[lot], engine.lotID(at: place) == lot else { continue }
        syncLot(at: place, news, engine, into: &rows)
      }
    }
    gone += writeShort(news, gone, parts, into: &rows)
    writeEnds(of: gone, news, into: &rows)
    writeProtection(news, engine, into: &rows)
  }

  /// The lots that an input touched, each once.
  private func touched(_ news: TableNews, _ named: [PositionID]) -> [PositionID] {
    var seen: Set<PositionID> = []
    let all =
      news.judgements.map(\.lot) + news.fills.compactMap(\.lot) + news.closes.map(\.lot)
      + news.logged.compactMap(\.lot) + named
    return all.filter { seen.insert($0).inserted }
  }

  private mutating func syncLot(
    at place: Int, _ news: TableNews, _ engine: Engine, into rows: inout [RowWrite]
  ) {
    guard let now = engine.openLot(at: place) else { return }
    let before = place < lots.count ? lots[place]?.lot : nil
    guard before != now else { return }
    write(now, openedIn: news.number, into: &rows)
    watch(now, before: before, news.number, at: news.time, into: &rows)
    while lots.count <= place { lots.append(nil) }
    if lots[place] == nil { lots[place] = KnownLot(opened: now) }
    lots[place]?.lot = now
    lotPlaces[now.id] = place
  }

  private mutating func forget(_ lot: PositionID) {
    if let place = lotPlaces.removeValue(forKey: lot) { lots[place] = nil }
  }

  /// The lots that were known and are not open any more, by place.
  private func endedLots(
    _ news: TableNews, _ engine: Engine, _ parts: [PositionID: ClosedParts]
  ) -> [EndedLot] {
    guard
      news.closes.contains(where: \.isWhole) || engine.openLotCount < lotPlaces.count
        || engine.lastLot != lastLot || news.mayChangeAll
    else { return [] }
    return lots.enumerated().compactMap { place, known in
      guard let known, place >= engine.lotPlaces || engine.lotID(at: place) != known.lot.id else {
        return nil
      }
      return EndedLot(known, parts[known.lot.id])
    }
  }

  /// A lot that opened and ended within one input was never known: it gets its row from the close
  /// or the fill that shows it. Returns these lots.
  private func writeShort(
    _ news: TableNews, _ gone: [EndedLot], _ parts: [PositionID: ClosedParts],
    into rows: inout [RowWrite]
  ) -> [EndedLot] {
    var short: [EndedLot] = []
    for id in news.closes.map(\.lot) + news.fills.compactMap(\.lot) {
      guard id > lastLot, lotPlaces[id] == nil, !(gone + short).contains(where: { $0.id == id })
      else { continue }
      if let close = news.closes.last(where: { $0.lot == id }) {
        writeShort(id, close.side, close.rung, close.openedAt, close.entry, news, into: &rows)
        short.append(EndedLot(id, close.side, open: .zero, parts[id]))
      } else if let record = news.fills.first(where: { $0.lot == id }) {
        let fill = record.fill
        let rung = record.rung ?? fill.price
        writeShort(id, fill.side, rung, fill.time, fill.price, news, into: &rows)
        let open = news.fills.reduce(Quantity.zero) { $1.lot == id ? $0 + $1.fill.quantity : $0 }
        short.append(EndedLot(id, fill.side, open: open, nil))
      }
    }
    return short
  }
}
