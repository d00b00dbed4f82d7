import Market

/// A part of one, or a multiple: what the size of a level is of the first one's.
struct GrowthShare: Equatable, Sendable, Codable {
  private var up: Int64
  private var down: Int64

  /// The share of each level, from the first one on: (1 + growth) to the level's power.
  ///
  /// A power is kept as the fraction it is while that fits. Past there it is rounded down: a size that
  /// comes out whole would then be too large to be a number, or the first one would, so a step is only
  /// lost where the exact size lies a hair above a whole one.
  static func table(growth: BasisPoints, levels: Int) -> [GrowthShare] {
    let step = GrowthShare(reducing: max(0, 1_000_000 + growth.hundredths), 1_000_000)
    var share = GrowthShare(up: 1, down: 1)
    return (0..<levels).map { _ in
      defer { share = share.times(step) }
      return share
    }
  }

  private init(up: Int64, down: Int64) {
    self.up = up
    self.down = down
  }

  private init(reducing up: Int64, _ down: Int64) {
    var (divisor, rest) = (down, up)
    while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
    self.init(up: up / divisor, down: down / divisor)
  }

  private func times(_ other: GrowthShare) -> GrowthShare {
    var up = Int128(up) * Int128(other.up)
    var down = Int128(down) * Int128(other.down)
    while max(up, down) > Int128(Int64.max) {
      up >>= 1
      down = (down + 1) >> 1
    }
    return GrowthShare(up: Int64(up), down: Int64(down))
  }

  /// That share of so many steps, floored; the most there is where it does not fit.
  func of(_ steps: Int64) -> Quantity {
    let whole = Int128(steps) * Int128(up) / Int128(down)
    return Quantity(steps: Int64(clamping: whole))
  }
}
