import Engine
import Market

/// The market and our orders on one column of prices.
enum LadderPanel {
  /// The rows above the first price: the title and the headings.
  static let headRows = 2

  /// How many rows of an area hold no price.
  static func chromeRows(in area: Area) -> Int { headRows + (hasLegend(area) ? 1 : 0) }

  /// Where there is room, the signs explain themselves.
  private static func hasLegend(_ area: Area) -> Bool {
    area.rows >= 30 && area.columns >= SafeText(OwnOrderText.legend).columns + 2
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    var rest = PanelTitle.draw(.ladder, detail: detail(scene), scene, on: &canvas)
    guard rest.rows > 0 else { return }
    guard let columns = LadderColumns(width: canvas.columns, priceWidth: scene.priceWidth) else {
      return canvas.say("widen", in: rest)
    }
    if hasLegend(canvas.area) {
      canvas.say(SafeText(OwnOrderText.legend), in: rest.cutBottom(1))
    }
    drawHeadings(scene, columns, in: rest.cutTop(1), on: &canvas)
    guard !scene.snapshot.ladder.isEmpty, LadderState.centre(of: scene.snapshot) != nil else {
      return canvas.say("no book yet: nothing is known of this market", in: rest, as: .unknown)
    }
    let largest = scene.snapshot.ladder.lazy.map { max($0.bid, $0.ask) }.max() ?? .zero
    let drawer = LadderRowDrawer(scene: scene, columns: columns, largest: largest)
    for (line, row) in scene.snapshot.ladder.prefix(rest.rows).enumerated() {
      drawer.draw(row, at: rest.row + line, on: &canvas)
    }
  }

  /// The zoom, and the selected price even when it is off the screen.
  private static func detail(_ scene: Scene) -> String {
    let ladder = scene.view.ladder
    var parts: [String] = []
    if let cursor = ladder.cursor {
      let row = ladder.row(of: cursor.ticks)
      let place =
        ladder.rows > 0 && row < 0 ? " ▲" : ladder.rows > 0 && row >= ladder.rows ? " ▼" : ""
      parts.append("at \(scene.figures.price(cursor))\(place)")
    }
    if scene.snapshot.entries.mode == .cycle { parts.append("cycle") }
    if ladder.ticksPerRow > 1 { parts.append("\(scene.figures.ticks(ladder.ticksPerRow))/row") }
    return parts.joined(separator: "  ")
  }

  private static func drawHeadings(
    _ scene: Scene, _ columns: LadderColumns, in area: Area, on canvas: inout Canvas
  ) {
    if let gap = gapText(scene) {
      let line = Area(row: area.row, column: 0, rows: 1, columns: canvas.columns)
      canvas.fill(line, with: Glyphs.gapLine, as: .gap)
      canvas.write(
        SafeText(" \(gap) "), row: area.row, columns: 2..<max(2, canvas.columns - 2), .centre,
        as: .gap)
      return
    }
    let headings: [(String, Range<Int>, Alignment)] = [
      ("own buy", columns.ownBuy, .right), ("bid", columns.bid, .right),
      ("price", columns.price, .right), ("ask", columns.ask, .right),
      ("own sell", columns.ownSell, .left),
    ]
    for (text, range, alignment) in headings {
      canvas.write(SafeText(text), row: area.row, columns: range, alignment, as: .label)
    }
  }

  /// A recent silence of the data stays in view for a minute.
  static func gapText(_ scene: Scene) -> String? {
    guard let gap = scene.snapshot.market.lastGap else { return nil }
    let since = scene.snapshot.time.nanoseconds(since: gap.end)
    guard (0...60 * TimeText.nanosecondsPerSecond).contains(since) else { return nil }
    return "data gap \(TimeText.span(gap.nanoseconds)), ended \(TimeText.clockSeconds(gap.end))"
  }
}

/// Draws single rows; made once per frame.
struct LadderRowDrawer {
  let scene: Scene
  let columns: LadderColumns
  /// The largest size shown, which fills a bar.
  let largest: Quantity

  func draw(_ row: LadderRow, at line: Int, on canvas: inout Canvas) {
    let band = row.ticks..<row.ticks + scene.view.ladder.ticksPerRow
    guard band.upperBound > 1 else { return }  // No price is left down here.
    drawOwn(row.buys, .buy, columns.ownBuy, .right, line, on: &canvas)
    drawBook(
      row.bid, columns.bid, columns.bidBar, bestIn(band, scene.snapshot.market.bestBid),
      .buy, line, on: &canvas)
    drawPrice(row, band, line, on: &canvas)
    drawBook(
      row.ask, columns.ask, columns.askBar, bestIn(band, scene.snapshot.market.bestAsk),
      .sell, line, on: &canvas)
    drawOwn(row.sells, .sell, columns.ownSell, .left, line, on: &canvas)
    if let cursor = scene.view.ladder.cursor, band.contains(cursor.ticks) {
      canvas.write(SafeText("▶"), row: line, column: 0, as: .titleFocused)
      canvas.overlay(.ladderCursor, row: line, columns: 0..<canvas.columns)
    }
  }

  private func bestIn(_ band: Range<Int64>, _ best: Price?) -> Bool {
    best.map { band.contains($0.ticks) } ?? false
  }

  private func drawOwn(
    _ cell: LadderCell?, _ side: Side, _ range: Range<Int>, _ alignment: Alignment, _ line: Int,
    on canvas: inout Canvas
  ) {
    guard let cell else { return }
    let text = OwnOrderText.cell(cell, scene.figures, width: range.count)
    canvas.write(
      SafeText(text), row: line, columns: range, alignment, as: OwnOrderText.role(cell.state, side))
  }

  private func drawBook(
    _ size: Quantity, _ range: Range<Int>, _ bar: Range<Int>, _ isBest: Bool, _ side: Side,
    _ line: Int, on canvas: inout Canvas
  ) {
    guard !size.isZero else { return }
    let plain: Role = side == .buy ? .ladderBid : .ladderAsk
    let best: Role = side == .buy ? .ladderBidBest : .ladderAskBest
    let role = scene.market(isBest ? best : plain)
    canvas.write(
      SafeText(scene.figures.size(size, fitting: range.count)), row: line, columns: range, .right,
      as: role)
    drawBar(size, bar, side, line, on: &canvas)
  }

  private func drawBar(
    _ size: Quantity, _ bar: Range<Int>, _ side: Side, _ line: Int, on canvas: inout Canvas
  ) {
    guard !bar.isEmpty, !largest.isZero else { return }
    let share = size.steps.multipliedFullWidth(by: Int64(bar.count))
    let (cells, _) = largest.steps.dividingFullWidth(share)
    let count = min(bar.count, max(1, Int(cells)))
    let start = side == .buy ? bar.upperBound - count : bar.lowerBound
    canvas.fill(
      Area(row: line, column: start, rows: 1, columns: count), with: "▄",
      as: scene.market(side == .buy ? .ladderBid : .ladderAsk))
  }

  private func drawPrice(
    _ row: LadderRow, _ band: Range<Int64>, _ line: Int, on canvas: inout Canvas
  ) {
    let market = scene.snapshot.market
    if let anchor = scene.snapshot.grid.anchor, band.contains(anchor.ticks) {
      canvas.write(SafeText("┼"), row: line, column: columns.marks, as: .ladderAnchor)
    }
    if let entry = scene.snapshot.account.averageEntry, band.contains(entry.ticks) {
      canvas.write(SafeText("◊"), row: line, column: columns.marks + 1, as: .ladderAverage)
    }
    let isInSpread =
      (market.bestBid.map { $0.ticks < band.lowerBound } ?? false)
      && (market.bestAsk.map { $0.ticks >= band.upperBound } ?? false)
    canvas.write(
      SafeText(scene.figures.ticks(row.ticks)), row: line, columns: columns.price, .right,
      as: scene.market(isInSpread ? .ladderSpread : .ladderPrice))
    drawLast(band, line, on: &canvas)
  }

  private func drawLast(_ band: Range<Int64>, _ line: Int, on canvas: inout Canvas) {
    let market = scene.snapshot.market
    guard let trade = market.lastTrade, band.contains(trade.price.ticks) else { return }
    guard let before = market.previousTradePrice, before != trade.price else {
      canvas.write(SafeText("◀"), row: line, column: columns.last, as: .ladderLast)
      return
    }
    let isUp = before < trade.price
    canvas.write(
      SafeText(isUp ? "▲" : "▼"), row: line, column: columns.last,
      as: scene.market(isUp ? .ladderLastUp : .ladderLastDown))
    canvas.recolor(
      scene.market(isUp ? .ladderLastUp : .ladderLastDown), row: line, columns: columns.price)
  }
}
