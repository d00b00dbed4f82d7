import Market
import Venue

extension Engine {
  /// How large an exit may be, and whether it is reduce-only; nothing where none may go out.
  ///
  /// In direction long or short it is always reduce-only, and the exits of a type never exceed the
  /// position. In a neutral grid it is reduce-only where the position covers it and the others of
  /// its type, else plain and counted as exposure. Take-profits and stops are types of their own:
  /// of each lot only one of them is meant to fill.
  ///
  /// - Parameter out: steps of live exits of that side and type, those to be replaced left out.
  @inline(__always)
  mutating func exitForm(_ side: Side, _ steps: Int64, out: Int64, isPlain: Bool) -> (
    quantity: Quantity, isReduceOnly: Bool
  )? {
    let room = exitRoom(side, out: out)
    guard parameters.capabilities.supportsReduceOnly else {
      return orders.live.detached == 0 ? (Quantity(steps: steps), false) : nil
    }
    switch settings.grid.direction {
    case .long, .short:
      #if PLANTED_BUGS
        if PlantedBug.active == .exitForWholeLot { return (Quantity(steps: steps), true) }
      #endif
      let covered = min(steps, room)
      if covered < steps { noteShort() }
      return covered > 0 ? (Quantity(steps: covered), true) : nil
    case .neutral:
      if settings.exits.reduceOnlyWhereCovered, !isPlain, room >= steps {
        return (Quantity(steps: steps), true)
      }
      // A leg that belongs to no lot any more could close it first, and this one open another.
      guard orders.live.detached == 0 else {
        noteShort()
        return nil
      }
      return (Quantity(steps: steps), false)
    }
  }

  /// How much of the position exits of a side and type could still close, where so much of the type is
  /// out; what is neither take-profit nor stop counts beside.
  @inline(__always)
  func exitRoom(_ side: Side, out: Int64) -> Int64 {
    let others = orders.live.exits[side].reducingOthers + orders.live.exits[side].plainOthers
    return max(0, -side.sign * books.ledger.position.steps - out - others)
  }

  /// An exit goes out for less than it should: it is looked at again as others end, and in a while.
  private mutating func noteShort() {
    exits.watch.isShort = true
    exits.watch.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
  }

  /// Whether the venue takes an exit that small: its minimum does not hold for what closes the whole
  /// position, where it says so.
  @inline(__always)
  func isWorthSending(_ quantity: Quantity, at price: Price, isReduceOnly: Bool) -> Bool {
    guard !quantity.isZero else { return false }
    if Money(price, times: quantity) >= instrument.minimumNotional { return true }
    return isReduceOnly && parameters.capabilities.minimumSparesWholeClose
      && quantity >= books.ledger.position.size
  }

  /// The limit at which an exit that takes is worth enough for the venue: its worst price, or a
  /// nearer one where its value reaches the minimum only there; nothing where it doesn't even at the
  /// price it is to be had at.
  @inline(__always)
  func sendableLimit(
    _ quantity: Quantity, worst: Price, at best: Price, for side: Side, isReduceOnly: Bool
  ) -> Price? {
    if isWorthSending(quantity, at: worst, isReduceOnly: isReduceOnly) { return worst }
    guard side == .sell, !quantity.isZero else { return nil }
    let least = (instrument.minimumNotional.units + quantity.steps - 1) / quantity.steps
    guard let nearer = Price(checking: least).map({ onRaster($0, for: .sell) }),
      nearer > worst, !nearer.isBetter(than: best, for: .buy)
    else { return nil }
    return nearer
  }

  /// Cancels the legs of a lot that match and have no cancel on the way.
  mutating func cancelLegs(
    of lot: Int32, because reason: Reason, into effects: inout Effects,
    where matches: (Order) -> Bool
  ) {
    var index = books.lots[lot].newestLeg
    while index >= 0 {
      let next = orders.live[index].nextLeg
      if matches(orders.live[index]), !orders.live[index].remaining.isZero {
        cancel(index, because: reason, into: &effects)
      }
      index = next
    }
  }
}
