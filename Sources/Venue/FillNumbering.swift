import Market

/// Makes keys for the fills of a venue that gives them none. A key is made from what the fill says
/// about itself, and from how many identical fills the listing reported before it.
///
/// Use one value for one listing that is read from its beginning: an answer, a page, a stream since
/// it opened. Every listing that holds a moment holds all of its fills. So the same fill gets the
/// same key from each listing, and two fills that only look alike get two keys.
///
/// A key has its highest bit set; a venue's own numbers are far below that.
public struct FillNumbering: Sendable {
  private var told = FlatTable<UInt64, Int>(blank: 0)

  public init() {}

  /// Returns the key of the listing's next fill.
  ///
  /// The fee is left out of the key: some sources report it with another precision, or not at all.
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
