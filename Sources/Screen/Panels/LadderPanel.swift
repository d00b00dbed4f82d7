import Engine
import Market

/// The market and our orders on one column of prices.
enum LadderPanel {
  /// The rows above the first price: the title and the headings.
  static let headRows = 2

  /// The number of rows of an area that hold no price.
  static func chromeRows(in area: Area) -> Int { headRows + (hasLegend(area) ? 1 : 0) }

  /// Whether there is room for a legend of the signs.
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
      return canvas.say("no order book received yet", in: rest, as: .unknown)
    }
    let largest = scene.snapshot.ladder.lazy.map { max($0.bid, $0.ask) }.max() ?? .zero
    let drawer = LadderRowDrawer(scene: scene, columns: columns, largest: largest)
    for (line, row) in scene.snapshot.ladder.prefix(rest.rows).enumerated() {
      drawer.draw(row, at: rest.row + line, on: &canvas)
    }
  }

  /// The zoom, and the selected price even if it is off the screen.
  private static func detail(_ scene: Scene) -> String {
    let ladder = scene.view.ladder
    var parts: [String] = []
    if let cursor = ladder.cursor {
      let row = ladder.row(of: cursor.ticks, ladder.cursorSide)
      let place =
        ladder.rows > 0 && row < 0 ? " ▲" : ladder.rows > 0 && row >= ladder.rows ? " ▼" : ""
      parts.append("cursor \(scene.figures.price(cursor))\(place)")
    }
    if scene.snapshot.entries.mode == .cycle { parts.append("cycle") }
    if ladder.ticksPerRow > 1 { parts.append("\(scene.figures.ticks(ladder.ticksPerRow))/row") }
    return parts.joined(separator: "  ")
  }

  private static func drawHeadings(
    _ scene: Scene, _ columns: LadderColumns, in area: Area, on canvas: inout Canvas
  ) {
    if let market = marketText(scene) {
      let room = 1..<max(1, canvas.columns - 1)
      canvas.write(SafeText(market), row: area.row, columns: room, .centre, as: .headerWarning)
      return
    }
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

  /// Where the market is if it is off the screen, and the key that goes there.
  static func marketText(_ scene: Scene) -> String? {
    let ladder = scene.view.ladder
    guard ladder.rows > 0, let centre = LadderState.centre(of: scene.snapshot),
      !ladder.shows(centre)
    else { return nil }
    let sign = ladder.row(of: centre) < 0 ? "▲" : "▼"
    let key = scene.key(for: .recentreLadder, in: .ladder)
    return "market \(sign) \(scene.figures.ticks(centre)), \(key) returns"
  }

  /// A text about a recent gap in the market data. It stays in view for a minute.
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
    let ladder = scene.view.ladder
    guard row.ticks + ladder.ticksPerRow > 1 else { return }  // There are no prices this far down.
    drawOwn(row.buys, .buy, columns.ownBuy, line, on: &canvas)
    drawBook(row, .buy, line, on: &canvas)
    drawPrice(row, line, on: &canvas)
    drawBook(row, .sell, line, on: &canvas)
    drawOwn(row.sells, .sell, columns.ownSell, line, on: &canvas)
    if ladder.cursorLabel == row.ticks {
      canvas.write(SafeText("▶"), row: line, column: 0, as: .titleFocused)
      canvas.overlay(.ladderCursor, row: line, columns: 0..<canvas.columns)
    }
  }

  /// Whether a price of a side lies in a row.
  private func holds(_ row: LadderRow, _ price: Price?, _ side: Side) -> Bool {
    price.map { scene.view.ladder.label(of: $0.ticks, side) == row.ticks } ?? false
  }

  /// Draws our own orders. Buys end at the book's side of their column, sells begin there.
  private func drawOwn(
    _ cells: [LadderCell], _ side: Side, _ range: Range<Int>, _ line: Int,
    on canvas: inout Canvas
  ) {
    guard !cells.isEmpty else { return }
    let tokens = OwnOrderText.tokens(cells, side, scene.figures, width: range.count)
    let width = OwnOrderText.columns(tokens)
    var column = side == .buy ? max(range.lowerBound, range.upperBound - width) : range.lowerBound
    for token in tokens {
      let rest = column..<max(column, range.upperBound)
      canvas.write(token.text, row: line, columns: rest, as: token.role)
      column += token.text.columns
    }
  }

  private func drawBook(_ row: LadderRow, _ side: Side, _ line: Int, on canvas: inout Canvas) {
    let size = side == .buy ? row.bid : row.ask
    guard !size.isZero else { return }
    let market = scene.snapshot.market
    let isBest = holds(row, side == .buy ? market.bestBid : market.bestAsk, side)
    let plain: Role = side == .buy ? .ladderBid : .ladderAsk
    let best: Role = side == .buy ? .ladderBidBest : .ladderAskBest
    let range = side == .buy ? columns.bid : columns.ask
    canvas.write(
      SafeText(scene.figures.size(size, fitting: range.count)), row: line, columns: range, .right,
      as: scene.market(isBest ? best : plain))
    drawBar(size, side == .buy ? columns.bidBar : columns.askBar, side, line, on: &canvas)
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

  private func drawPrice(_ row: LadderRow, _ line: Int, on canvas: inout Canvas) {
    let market = scene.snapshot.market
    if holds(row, scene.snapshot.grid.anchor, .buy) {
      canvas.write(SafeText("┼"), row: line, column: columns.marks, as: .ladderAnchor)
    }
    let side: Side = scene.snapshot.account.position.steps < 0 ? .sell : .buy
    if holds(row, scene.snapshot.account.averageEntry, side) {
      canvas.write(SafeText("◊"), row: line, column: columns.marks + 1, as: .ladderAverage)
    }
    let bid = market.bestBid.map { scene.view.ladder.label(of: $0.ticks, .buy) }
    let ask = market.bestAsk.map { scene.view.ladder.label(of: $0.ticks, .sell) }
    let isInSpread = (bid.map { $0 < row.ticks } ?? false) && (ask.map { $0 > row.ticks } ?? false)
    canvas.write(
      SafeText(scene.figures.ticks(row.ticks)), row: line, columns: columns.price, .right,
      as: scene.market(isInSpread ? .ladderSpread : .ladderPrice))
    drawLast(row, line, on: &canvas)
  }

  /// Marks the last trade, on the side of the book that it took from.
  private func drawLast(_ row: LadderRow, _ line: Int, on canvas: inout Canvas) {
    let market = scene.snapshot.market
    guard let trade = market.lastTrade, holds(row, trade.price, trade.aggressor.opposite) else {
      return
    }
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
