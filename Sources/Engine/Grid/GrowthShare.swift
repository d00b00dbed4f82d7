import Market

/// The size of a level as a multiple of the first level's size.
struct GrowthShare: Equatable, Sendable, Codable {
  private var up: Int64
  private var down: Int64

  /// The share of each level, from the first one on: (1 + growth) to the power of level − 1.
  ///
  /// A power is kept as an exact fraction while it fits, and rounded down after that. By then a
  /// size that comes out whole would be too large for a number, or the first size would be. So a
  /// step is lost only if the exact size is barely above a whole one.
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

  /// This share of a number of steps, floored; the largest quantity if it does not fit.
  func of(_ steps: Int64) -> Quantity {
    let whole = Int128(steps) * Int128(up) / Int128(down)
    return Quantity(steps: Int64(clamping: whole))
  }
}
