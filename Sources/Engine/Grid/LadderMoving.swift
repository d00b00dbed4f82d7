import Market
import Venue

/// Moves the ladder with the market.
extension Engine {
  /// Moves the anchor and the spacings to where they belong. Returns whether the ladder must be
  /// built again.
  @discardableResult
  mutating func moveLadder(mid2: Int64) -> Bool {
    let side = books.ledger.position.side
    let anchorBefore = grid.levels.anchor
    var changed = changes.ladder == .rebuilt
    var moved = false
    if grid.levels.hasDrifted(mid2: mid2) || changes.ladder > .stays {
      moved = grid.move(to: mid2)
      changed = changed || moved
    }
    if followSkew() { changed = true }
    guard let anchor = grid.levels.anchor else { return false }
    let tighten = setup.tightening.hundredths(anchor: anchor, mid2: mid2, side: side)
    if grid.tighten(side?.opposite, by: tighten, moved: moved) { changed = true }
    let band = setup.tightening.band(anchor: anchor, mid2: mid2, side: side)
    grid.watch.planned(around: anchor, reach2: grid.levels.recentreAt2, band2: band)
    if grid.levels.anchor != anchorBefore {
      counters.replans += 1
      note(
        LogEntry(
          .anchored, at: time, price: anchor,
          reason: Reason(.wanted, value: grid.levels.spacing.base)))
      if anchorBefore == nil { noteIdleSettings(at: anchor) }
    }
    return changed
  }

  /// Marks every empty rung with the gate that holds it back.
  mutating func markRungs(_ gate: Gate, _ reason: Reason) {
    for side in Side.allCases {
      for place in grid.ladder.rungs[side].indices
      where grid.ladder.rungs[side][place].order == nil {
        grid.ladder[side, place].stayEmpty(gate, because: reason)
      }
    }
  }
}
