import Engine
import Market

/// Which prices the ladder shows and which one is selected.
///
/// The ladder keeps its place while the market moves on it. It moves only if the operator centres
/// or scrolls it, or by the policy in ``settle(on:rows:policy:)``. The selection is a price, never
/// a row of the screen.
struct LadderState: Equatable, Sendable {
  /// The numbers of ticks that a row may span.
  static let zooms: [Int64] = {
    let powers = (0...9).map { power in (0..<power).reduce(Int64(1)) { value, _ in value * 10 } }
    return powers.flatMap { [$0, 2 * $0, 5 * $0] }
  }()

  /// The label of the top row: a multiple of ``ticksPerRow``.
  private(set) var topTicks: Int64 = 0
  private(set) var ticksPerRow: Int64 = 1
  /// The selected price; nil until there was a market.
  private(set) var cursor: Price?
  /// The side whose row the selected price lies in. Asks are rounded up, so an ask's price can lie
  /// in another row than the same price as a bid.
  private(set) var cursorSide = Side.buy
  /// The selected thing in the selected row. If it is none of those there, the first is selected.
  private(set) var choice: LadderItem.Subject?
  private(set) var rows = 0
  private var isPlaced = false
  /// Whether the operator moved the view off the market. It then stays until it is centred again.
  private(set) var isAway = false
  /// Time since a key last moved the cursor or the view.
  private var sinceKeyNanoseconds = Int64.max
  /// Whether the zoom was fitted to a spacing or set by the operator. It is not fitted again then.
  private var zoomIsSettled = false

  func frame(rows: Int) -> LadderFrame {
    LadderFrame(topTicks: topTicks, rows: max(0, rows), ticksPerRow: ticksPerRow)
  }

  /// The row of a side's price, counted from the top. For a price off the screen it is negative or
  /// too large.
  func row(of ticks: Int64, _ side: Side = .buy) -> Int {
    Int(clamping: (topTicks - label(of: ticks, side)) / ticksPerRow)
  }

  /// The label of the row that holds a side's price: bids are rounded down, asks up.
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

  /// Whether a side's price lies in the selected row.
  func isSelected(_ price: Price, _ side: Side) -> Bool {
    cursorLabel == label(of: price.ticks, side)
  }
}

// MARK: - Following the market

/// When the ladder moves without a key.
public enum RecentrePolicy: Equatable, Sendable {
  /// Never.
  case manual
  /// When the middle of the market comes within `rows` rows of an edge, or leaves the screen.
  case nearEdge(rows: Int)
}

extension LadderState {
  /// Takes in a snapshot and a height. Returns whether the frame changed, so that the rows must be
  /// requested again.
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

  /// How long the ladder does not follow the market after a cursor key.
  static let restNanoseconds: Int64 = 5_000_000_000

  /// Takes note that time has passed.
  mutating func pass(_ nanoseconds: Int64) {
    let (sum, overflow) = sinceKeyNanoseconds.addingReportingOverflow(nanoseconds)
    sinceKeyNanoseconds = overflow ? .max : sum
  }

  /// Moves the view if the market came to an edge. It does not move while the operator is away from
  /// the market, or soon after a cursor key.
  private mutating func follow(_ centre: Int64, _ snapshot: Snapshot, _ policy: RecentrePolicy) {
    if isAway, isWellInside(centre) { isAway = false }
    guard !isAway, sinceKeyNanoseconds >= LadderState.restNanoseconds else { return }
    if fitZoom(to: snapshot) || isNearEdge(centre, policy) { recentre(on: centre) }
  }

  /// Whether a price lies in the middle half of the view.
  private func isWellInside(_ ticks: Int64) -> Bool {
    (rows / 4..<max(rows / 4 + 1, rows - rows / 4)).contains(row(of: ticks))
  }

  /// Notes that a key moved the cursor and perhaps the view. If the view moved and the market is
  /// now at an edge or off the screen, the operator is away from it.
  private mutating func noteKey(from top: Int64, centre: Int64?) {
    sinceKeyNanoseconds = 0
    guard let centre, topTicks != top else { return }
    isAway = isNearEdge(centre, .nearEdge(rows: 2))
  }

  /// The middle between the best prices; without both the one there is, the last trade or the
  /// anchor.
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
  /// Makes about four rungs a side visible, once, as soon as a spacing is known. In cycle mode
  /// entries rest at the best prices, so it makes the exits next to them visible.
  @discardableResult
  private mutating func fitZoom(to snapshot: Snapshot) -> Bool {
    let spacing = max(snapshot.grid.buySpacingTicks, snapshot.grid.sellSpacingTicks)
    guard !zoomIsSettled, spacing > 0, rows > 1 else { return false }
    zoomIsSettled = true
    ticksPerRow = LadderState.zoom(
      for: spacing, rows: rows, spacings: snapshot.entries.mode == .cycle ? 4 : 9)
    return true
  }

  /// The zoom at which about `spacings` spacings are in view; the nearest one by ratio.
  static func zoom(for spacing: Int64, rows: Int, spacings: Int = 9) -> Int64 {
    let goal = Double(spacings) * Double(spacing) / Double(rows)  // tidy-ok: chooses a zoom
    func distance(_ zoom: Int64) -> Double {  // tidy-ok: chooses a zoom
      let ratio = Double(zoom) / goal  // tidy-ok: chooses a zoom
      return max(ratio, 1 / ratio)
    }
    return zooms.min { distance($0) < distance($1) } ?? 1
  }

  /// Shows more ticks a row, or fewer if `steps` is negative. The selection keeps its row if it is
  /// on the screen; otherwise the middle does. Returns whether there was such a zoom.
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
  /// Moves the selection by rows; positive is up. The view follows past an edge. A selection off
  /// the screen comes back at the nearest edge.
  ///
  /// - Parameter centre: where the market is, which shows whether the view left it.
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

  /// Selects a price of a side. If it is off the screen, the view is centred on it.
  mutating func select(_ price: Price, _ side: Side = .buy, centre: Int64? = nil) {
    let top = topTicks
    cursor = price
    cursorSide = side
    choice = nil
    if !shows(price.ticks, side) { recentre(on: price.ticks) }
    noteKey(from: top, centre: centre)
  }

  /// Selects the price of a row of the screen.
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

  /// What rests or is wanted in the selected row, live orders first.
  func items(in snapshot: Snapshot) -> [LadderItem] {
    snapshot.ladderItems.filter { isSelected($0.price, $0.side) }.sorted { $0.kind < $1.kind }
  }

  /// The selected thing in the row, with its place and the number of things there.
  func item(in snapshot: Snapshot) -> (item: LadderItem, place: Int, count: Int)? {
    let items = items(in: snapshot)
    guard let first = items.first else { return nil }
    let place = items.firstIndex { $0.subject == choice } ?? 0
    return (place == 0 ? first : items[place], place, items.count)
  }

  /// Selects the next thing in the row, in a circle. Returns whether there is more than one.
  mutating func chooseNext(in snapshot: Snapshot) -> Bool {
    let items = items(in: snapshot)
    guard items.count > 1 else { return false }
    let place = items.firstIndex { $0.subject == choice } ?? 0
    choice = items[(place + 1) % items.count].subject
    sinceKeyNanoseconds = 0
    return true
  }

  /// The price of a new order of a side in the selected row: the selected price if it was selected
  /// itself, else the best price quoted in the row, else the row's label.
  func price(for side: Side, in snapshot: Snapshot) -> Price? {
    guard let cursor, cursor.ticks == cursorLabel else { return cursor }
    let row = snapshot.ladder.first { $0.ticks == cursor.ticks }
    return (side == .buy ? row?.bestBid : row?.bestAsk) ?? cursor
  }
}
