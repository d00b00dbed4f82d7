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
  private(set) var rows = 0
  private var isPlaced = false
  /// The zoom was fitted to a spacing or chosen by hand; it is not changed for it again.
  private var zoomIsSettled = false

  func frame(rows: Int) -> LadderFrame {
    LadderFrame(topTicks: topTicks, rows: max(0, rows), ticksPerRow: ticksPerRow)
  }

  /// The row a price lies in, counted from the top; outside the screen it's negative or too large.
  func row(of ticks: Int64) -> Int {
    Int(clamping: (topTicks - label(of: ticks)) / ticksPerRow)
  }

  /// The lowest price of the band that holds a price.
  func label(of ticks: Int64) -> Int64 {
    let remainder = ticks % ticksPerRow
    return ticks - (remainder < 0 ? remainder + ticksPerRow : remainder)
  }

  func shows(_ ticks: Int64) -> Bool { (0..<rows).contains(row(of: ticks)) }
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
      } else if fitZoom(to: snapshot) || isNearEdge(centre, policy) {
        recentre(on: centre)
      }
    }
    return frame(rows: rows) != before
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
  mutating func zoom(by steps: Int) -> Bool {
    guard let place = LadderState.zooms.firstIndex(where: { $0 >= ticksPerRow }),
      LadderState.zooms.indices.contains(place + steps)
    else { return false }
    let middle = topTicks - Int64(rows / 2) * ticksPerRow
    let held = cursor.map(\.ticks).flatMap { shows($0) ? $0 : nil } ?? middle
    let heldRow = Int64(row(of: held))
    ticksPerRow = LadderState.zooms[place + steps]
    zoomIsSettled = true
    topTicks = label(of: held) + heldRow * ticksPerRow
    return true
  }
}

// MARK: - Selection

extension LadderState {
  /// Moves the selection by rows, up for positive; the frame follows past an edge. A selection off
  /// the screen comes back at the edge that is nearest to it.
  mutating func moveCursor(by count: Int) {
    guard isPlaced, rows > 0, let selected = cursor else { return }
    let bottom = topTicks - Int64(rows - 1) * ticksPerRow
    guard shows(selected.ticks) else {
      return select(min(max(label(of: selected.ticks), bottom), topTicks))
    }
    select(label(of: selected.ticks) + Int64(count) * ticksPerRow)
    guard let now = cursor.map({ label(of: $0.ticks) }) else { return }
    if now > topTicks { topTicks = now }
    if now < bottom { topTicks = now + Int64(rows - 1) * ticksPerRow }
  }

  mutating func moveCursorToEdge(top: Bool) {
    guard isPlaced, rows > 0 else { return }
    select(top ? topTicks : topTicks - Int64(rows - 1) * ticksPerRow)
  }

  /// Selects a price; the frame is centred on it where it is off the screen.
  mutating func select(_ price: Price) {
    cursor = price
    if !shows(price.ticks) { recentre(on: price.ticks) }
  }

  /// Selects what a row of the screen shows.
  mutating func select(row: Int) {
    guard isPlaced, (0..<rows).contains(row) else { return }
    select(topTicks - Int64(row) * ticksPerRow)
  }

  private mutating func select(_ ticks: Int64) {
    cursor = Price(checking: max(1, ticks)) ?? cursor
  }
}
