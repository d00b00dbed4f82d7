import Market

/// The result of taking a quantity from one side of the shown book.
struct BookSweep: Equatable, Sendable {
  private(set) var levels = 0
  /// The price of the last level that is needed, in whole or in part.
  private(set) var worst: Price?
  /// What the book doesn't fill.
  private(set) var left: Quantity

  /// - Parameters:
  ///   - limit: the worst price to take at; nil for no limit.
  ///   - take: called with what is taken at each level.
  init(
    _ quantity: Quantity, of shown: BookSide, within limit: Price? = nil, for side: Side,
    take: (Price, Quantity) -> Void = { _, _ in }
  ) {
    left = quantity
    var next = shown.best
    while let price = next, !left.isZero {
      if let limit, limit.isBetter(than: price, for: side.opposite) { return }
      let taken = min(left, shown.size(at: price))
      take(price, taken)
      left -= taken
      levels += 1
      worst = price
      next = shown.next(behind: price)
    }
  }
}
