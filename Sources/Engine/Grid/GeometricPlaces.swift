import Market

/// The places of a geometric ladder: a price to begin at, and the ratio from one place to the next.
///
/// Both were decided together and stay together: places stay fixed while the price moves over them,
/// and their distance in ticks grows with price.
struct GeometricPlaces: Sendable, Codable {
  let origin: Price
  /// The distance of a place from the one below it, as a part of the lower price.
  let share: Double  // tidy-ok: steers; prices are snapped to ticks
  /// The place of the anchor, counted from the origin.
  private(set) var index: Int64 = 0

  /// - Parameter spacing: the distance to the place above the origin, in ticks.
  init(at origin: Price, spacing: Int64) {
    self.origin = origin
    share = Double(max(1, spacing)) / Double(origin.ticks)
  }

  var ratio: Double { 1 + share }

  /// The price of a place, before it is snapped to a tick.
  func exact(_ place: Int64) -> Double { Double(origin.ticks) * WholePower.of(ratio, place) }

  /// The distance between places at a price, in ticks, rounded up.
  func spacing(at price: Price) -> Int64 {
    let exact = share * Double(price.ticks)
    // Removes the rounding error of the division, which is not a tick.
    let least = exact * (1 - 1e-14)
    return Int64(max(1, min(least.rounded(.up), Double(Price.maximumTicks))))
  }

  /// Puts the anchor on the place nearest to a price, given doubled. Returns the price of that
  /// place.
  mutating func anchor(at mid2: Int64) -> Price? {
    index = nearest(to: Double(mid2) / 2)
    return Price(checking: Int64(max(1, min(9e13, exact(index)))))
  }

  /// The place nearest to a price. It doubles the search range and then halves it, so it costs
  /// little however fine the grid and however far the price.
  func nearest(to target: Double) -> Int64 {
    let half = 1 + share / 2
    func isBelow(_ place: Int64) -> Bool { exact(place) * half <= target }
    var reach: Int64 = 1
    while reach < 1 << 56, isBelow(index + reach) || !isBelow(index - reach) { reach *= 2 }
    var (low, high) = (index - reach, index + reach)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isBelow(middle) { low = middle } else { high = middle }
    }
    return high
  }
}
