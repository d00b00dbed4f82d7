import Market
import Venue

/// Moves the ladder with the market.
extension Engine {
  /// Moves the anchor and the spacings to where they belong. Returns whether the ladder must be
  /// built anew.
  @discardableResult
  mutating func moveLadder(mid2: Int64) -> Bool {
    let side = books.ledger.position.side
    let anchorBefore = grid.levels.anchor
    var changed = agenda.rebuild
    var moved = false
    if grid.levels.hasDrifted(mid2: mid2) || agenda.rebuild || agenda.respace {
      moved = grid.levels.move(to: mid2, counts: &grid.floorCounts)
      changed = changed || moved
      if moved { grid.ladder.rearm() }
    }
    if followSkew() { changed = true }
    guard let anchor = grid.levels.anchor else { return false }
    let tighten = setup.tightening.hundredths(anchor: anchor, mid2: mid2, side: side)
    if moved || tighten != grid.watch.tightened
      || (tighten > 0 && side?.opposite != grid.watch.reducing)
    {
      grid.watch.tightened = tighten
      grid.watch.reducing = side?.opposite
      changed =
        grid.levels.tighten(side?.opposite, by: tighten, counts: &grid.floorCounts) || changed
    }
    let band = setup.tightening.band(anchor: anchor, mid2: mid2, side: side)
    let reach = grid.levels.recentreAt2
    grid.watch.anchor2 = Thresholds(low: 2 * anchor.ticks - reach, high: 2 * anchor.ticks + reach)
    grid.watch.plan2 = grid.watch.anchor2
    grid.watch.plan2.watch(Thresholds(outside: band))
    grid.watch.narrow()
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

  /// Marks every empty rung with what holds it back.
  mutating func markRungs(_ gate: Gate, _ reason: Reason) {
    for side in Side.allCases {
      for place in grid.ladder.rungs[side].indices
      where grid.ladder.rungs[side][place].order == nil {
        grid.ladder.rungs[side][place].stayEmpty(gate, because: reason)
      }
    }
  }
}
