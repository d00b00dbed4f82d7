import Market

/// Makes keys for the fills of a venue that gives them none: of what a fill says about itself, and of
/// how many that say just the same the listing told of before it.
///
/// One numbering goes with one listing that is told from a beginning: an answer, a page, a stream
/// since it opened. Every listing that holds a moment holds all of its fills, so that the same fill
/// gets the same key from each of them, and two that only look alike get two.
///
/// A key has its highest bit set; a venue's own numbers are far below that.
public struct FillNumbering: Sendable {
  private var told = FlatTable<UInt64, Int>(blank: 0)

  public init() {}

  /// Returns the key of the listing's next fill.
  ///
  /// What it cost is left out: some sources tell it in another precision, or not at all.
  public mutating func next(
    order: ClientOrderID, side: Side, price: Price, quantity: Quantity, time: Instant
  ) -> FillID {
    var hash = StateHash()
    hash.add(order.high)
    hash.add(order.low)
    hash.add(UInt64(side.rawValue))
    hash.add(price.ticks)
    hash.add(quantity.steps)
    hash.add(time.nanoseconds)
    // One bit less, so that it is never the table's mark of an empty place.
    let content = hash.value >> 1
    let occurrence = told[content] ?? 0
    told[content] = occurrence + 1
    hash.add(occurrence)
    let key = hash.value | 1 << 63
    return FillID(key == FillID.vacant.value ? key - 1 : key)
  }
}
