import Engine
import Market

/// Which prices the ladder shows and which one is selected.
///
/// The ladder stands still while the market moves on it. It moves only when the operator centres
/// or scrolls it, and by the policy in ``settle(on:rows:policy:)``. The selection is a price, never
/// a row of the screen.
struct LadderState: Equatable, Sendable {
  /// The ticks a row may span.
  static let zooms: [Int64] = {
    let powers = (0...9).map { power in (0..<power).reduce(Int64(1)) { value, _ in value * 10 } }
    return powers.flatMap { [$0, 2 * $0, 5 * $0] }
  }()

  /// The label of the top row; a multiple of ``ticksPerRow``.
  private(set) var topTicks: Int64 = 0
  private(set) var ticksPerRow: Int64 = 1
  /// The selected price, once there was a market.
  private(set) var cursor: Price?
  /// The side whose row the selected price lies in; only an ask's own price lies in another row than
  /// a bid's, as asks are rounded up.
  private(set) var cursorSide = Side.buy
  /// Which of the things in the selected row is selected; the first where that is none of them.
  private(set) var choice: LadderItem.Subject?
  private(set) var rows = 0
  private var isPlaced = false
  /// The operator moved the view off the market: it stays where it is until it is centred again.
  private(set) var isAway = false
  /// How long ago a key last moved the cursor or the view.
  private var sinceKeyNanoseconds = Int64.max
  /// The zoom was fitted to a spacing or chosen by hand; it is not changed for it again.
  private var zoomIsSettled = false

  func frame(rows: Int) -> LadderFrame {
    LadderFrame(topTicks: topTicks, rows: max(0, rows), ticksPerRow: ticksPerRow)
  }

  /// The row a price of a side lies in, counted from the top; outside the screen it's negative or
  /// too large.
  func row(of ticks: Int64, _ side: Side = .buy) -> Int {
    Int(clamping: (topTicks - label(of: ticks, side)) / ticksPerRow)
  }

  /// The label of the band that holds a price of a side: bids are rounded down, asks up.
  func label(of ticks: Int64, _ side: Side = .buy) -> Int64 {
    frame(rows: rows).label(of: ticks, side)
  }

  func shows(_ ticks: Int64, _ side: Side = .buy) -> Bool {
    (0..<rows).contains(row(of: ticks, side))
  }

  /// The label of the selected row.
  var cursorLabel: Int64? { cursor.map { label(of: $0.ticks, cursorSide) } }

  /// Whether the selected row is on the screen.
  var showsCursor: Bool { cursor.map { shows($0.ticks, cursorSide) } ?? false }

  /// Whether what stands at a price of a side lies in the selected row.
  func isSelected(_ price: Price, _ side: Side) -> Bool {
    cursorLabel == label(of: price.ticks, side)
  }
}

// MARK: - Following the market

/// When the ladder moves by itself.
public enum RecentrePolicy: Equatable, Sendable {
  /// Only by key.
  case manual
  /// When the middle of the market comes within so many rows of an edge, or leaves the screen.
  case nearEdge(rows: Int)
}

extension LadderState {
  /// Takes in a snapshot and a height. Returns whether the frame changed, so that the rows must be
  /// asked for again.
  mutating func settle(
    on snapshot: Snapshot, rows newRows: Int, policy: RecentrePolicy, isHeld: Bool
  ) -> Bool {
    let before = frame(rows: rows)
    resize(to: newRows)
    if !isHeld, let centre = LadderState.centre(of: snapshot), rows > 0 {
      if !isPlaced {
        fitZoom(to: snapshot)
        recentre(on: centre)
        cursor = Price(checking: label(of: centre)) ?? Price(checking: centre)
        isPlaced = true
      } else {
        follow(centre, snapshot, policy)
      }
    }
    return frame(rows: rows) != before
  }

  /// How long after a cursor key the ladder stays where it is.
  static let restNanoseconds: Int64 = 5_000_000_000

  /// Time goes by.
  mutating func pass(_ nanoseconds: Int64) {
    let (sum, overflow) = sinceKeyNanoseconds.addingReportingOverflow(nanoseconds)
    sinceKeyNanoseconds = overflow ? .max : sum
  }

  /// Moves the view only where the market itself came to an edge: not while the operator has moved
  /// away from it, and not right after a cursor key.
  private mutating func follow(_ centre: Int64, _ snapshot: Snapshot, _ policy: RecentrePolicy) {
    if isAway, isWellInside(centre) { isAway = false }
    guard !isAway, sinceKeyNanoseconds >= LadderState.restNanoseconds else { return }
    if fitZoom(to: snapshot) || isNearEdge(centre, policy) { recentre(on: centre) }
  }

  /// Whether a price lies in the middle half of the view.
  private func isWellInside(_ ticks: Int64) -> Bool {
    (rows / 4..<max(rows / 4 + 1, rows - rows / 4)).contains(row(of: ticks))
  }

  /// A key moved the cursor, and perhaps the view: the operator is away where that left the market at
  /// an edge or off the screen.
  private mutating func noteKey(from top: Int64, centre: Int64?) {
    sinceKeyNanoseconds = 0
    guard let centre, topTicks != top else { return }
    isAway = isNearEdge(centre, .nearEdge(rows: 2))
  }

  /// The middle of the market, or the best there is in its place.
  static func centre(of snapshot: Snapshot) -> Int64? {
    let market = snapshot.market
    switch (market.bestBid, market.bestAsk) {
    case (let bid?, let ask?): return bid.ticks + (ask.ticks - bid.ticks) / 2
    case (let bid?, nil): return bid.ticks
    case (nil, let ask?): return ask.ticks
    case (nil, nil): return (market.lastTrade?.price ?? snapshot.grid.anchor)?.ticks
    }
  }

  mutating func recentre(on ticks: Int64) {
    isAway = false
    topTicks = label(of: ticks) + Int64(rows / 2) * ticksPerRow
  }

  private mutating func resize(to newRows: Int) {
    if isPlaced { topTicks += Int64(newRows / 2 - rows / 2) * ticksPerRow }
    rows = max(0, newRows)
  }

  private func isNearEdge(_ centre: Int64, _ policy: RecentrePolicy) -> Bool {
    guard case .nearEdge(let margin) = policy else { return false }
    let kept = min(margin, max(0, (rows - 1) / 3))
    return !(kept..<max(kept + 1, rows - kept)).contains(row(of: centre))
  }
}

// MARK: - Zoom

extension LadderState {
  /// Makes about four rungs a side visible, once, as soon as a spacing is known; in cycle mode, where
  /// opens stand at the best prices, the exits next to them.
  @discardableResult
  private mutating func fitZoom(to snapshot: Snapshot) -> Bool {
    let spacing = max(snapshot.grid.buySpacingTicks, snapshot.grid.sellSpacingTicks)
    guard !zoomIsSettled, spacing > 0, rows > 1 else { return false }
    zoomIsSettled = true
    ticksPerRow = LadderState.zoom(
      for: spacing, rows: rows, spacings: snapshot.entries.mode == .cycle ? 4 : 9)
    return true
  }

  /// The zoom at which about so many spacings are in view, by ratio.
  static func zoom(for spacing: Int64, rows: Int, spacings: Int = 9) -> Int64 {
    let goal = Double(spacings) * Double(spacing) / Double(rows)  // tidy-ok: chooses a zoom
    func distance(_ zoom: Int64) -> Double {  // tidy-ok: chooses a zoom
      let ratio = Double(zoom) / goal  // tidy-ok: chooses a zoom
      return max(ratio, 1 / ratio)
    }
    return zooms.min { distance($0) < distance($1) } ?? 1
  }

  /// Shows fewer (negative) or more ticks a row, around the selection where it is on the screen.
  /// Returns whether there was such a zoom.
  mutating func zoom(by steps: Int, centre: Int64? = nil) -> Bool {
    guard let place = LadderState.zooms.firstIndex(where: { $0 >= ticksPerRow }),
      LadderState.zooms.indices.contains(place + steps)
    else { return false }
    let middle = topTicks - Int64(rows / 2) * ticksPerRow
    let top = topTicks
    let held = showsCursor ? cursor?.ticks ?? middle : middle
    let side = showsCursor ? cursorSide : .buy
    let heldRow = Int64(row(of: held, side))
    ticksPerRow = LadderState.zooms[place + steps]
    zoomIsSettled = true
    topTicks = label(of: held, side) + heldRow * ticksPerRow
    choice = nil
    noteKey(from: top == topTicks ? .min : top, centre: centre)
    return true
  }
}

// MARK: - Selection

extension LadderState {
  /// Moves the selection by rows, up for positive; the frame follows past an edge. A selection off
  /// the screen comes back at the edge that is nearest to it.
  ///
  /// - Parameter centre: where the market is, so that it is known whether the view left it.
  mutating func moveCursor(by count: Int, centre: Int64? = nil) {
    guard isPlaced, rows > 0, let label = cursorLabel else { return }
    let top = topTicks
    defer { noteKey(from: top, centre: centre) }
    let bottom = topTicks - Int64(rows - 1) * ticksPerRow
    guard showsCursor else { return select(min(max(label, bottom), topTicks)) }
    select(label + Int64(count) * ticksPerRow)
    guard let now = cursorLabel else { return }
    if now > topTicks { topTicks = now }
    if now < bottom { topTicks = now + Int64(rows - 1) * ticksPerRow }
  }

  mutating func moveCursorToEdge(top: Bool) {
    guard isPlaced, rows > 0 else { return }
    select(top ? topTicks : topTicks - Int64(rows - 1) * ticksPerRow)
    noteKey(from: topTicks, centre: nil)
  }

  /// Selects a price of a side; the frame is centred on it where it is off the screen.
  mutating func select(_ price: Price, _ side: Side = .buy, centre: Int64? = nil) {
    let top = topTicks
    cursor = price
    cursorSide = side
    choice = nil
    if !shows(price.ticks, side) { recentre(on: price.ticks) }
    noteKey(from: top, centre: centre)
  }

  /// Selects what a row of the screen shows.
  mutating func select(row: Int) {
    guard isPlaced, (0..<rows).contains(row) else { return }
    select(topTicks - Int64(row) * ticksPerRow)
    noteKey(from: topTicks, centre: nil)
  }

  private mutating func select(_ ticks: Int64) {
    cursor = Price(checking: max(1, ticks)) ?? cursor
    cursorSide = .buy
    choice = nil
  }

  // MARK: Within the row

  /// What stands or is wanted in the selected row, what is live first.
  func items(in snapshot: Snapshot) -> [LadderItem] {
    snapshot.ladderItems.filter { isSelected($0.price, $0.side) }.sorted { $0.kind < $1.kind }
  }

  /// What is selected in the row, with its place among all that is there.
  func item(in snapshot: Snapshot) -> (item: LadderItem, place: Int, count: Int)? {
    let items = items(in: snapshot)
    guard let first = items.first else { return nil }
    let place = items.firstIndex { $0.subject == choice } ?? 0
    return (place == 0 ? first : items[place], place, items.count)
  }

  /// Selects the next thing in the row, round and round. Returns whether there is another.
  mutating func chooseNext(in snapshot: Snapshot) -> Bool {
    let items = items(in: snapshot)
    guard items.count > 1 else { return false }
    let place = items.firstIndex { $0.subject == choice } ?? 0
    choice = items[(place + 1) % items.count].subject
    sinceKeyNanoseconds = 0
    return true
  }

  /// The price an order of a side takes in the selected row: a price that was selected itself, else
  /// the best one quoted in the row, else the row's label.
  func price(for side: Side, in snapshot: Snapshot) -> Price? {
    guard let cursor, cursor.ticks == cursorLabel else { return cursor }
    let row = snapshot.ladder.first { $0.ticks == cursor.ticks }
    return (side == .buy ? row?.bestBid : row?.bestAsk) ?? cursor
  }
}
