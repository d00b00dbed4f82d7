import Market

/// The distances between rungs that are in force, and the floors that decided them.
struct Spacing: Equatable, Sendable, Codable {
  /// Before tightening, in ticks.
  var base: Int64 = 0
  /// In force, per side, in ticks; the reducing side may be tightened.
  var sides = PerSide<Int64>(0)
  /// The floor that decided the base, if any.
  var baseFloor: SpacingFloor?
  /// The floor that holds the tightened side, if any; nil once the tightening ends.
  var tightenedFloor: SpacingFloor?
  /// Volatility would make the spacing wider than allowed.
  var isCapped = false

  /// The floor in force: that of the tightened side if there is one.
  var floor: SpacingFloor? { tightenedFloor ?? baseFloor }
}

/// Computes spacings. Floors take precedence over everything that would make a spacing smaller.
struct SpacingRule: Sendable, Codable {
  let grid: GridSettings
  var tickGrid = TickGrid()

  /// The base spacing at an anchor, in ticks, before any floor.
  func wanted(at anchor: Price) -> Int64 {
    switch grid.spacing {
    case .ticks(let count): count
    case .basisPoints(let share): share.ticksAtLeast(of: anchor)
    }
  }

  /// The base spacing and what volatility adds to it, up to the cap, in ticks.
  ///
  /// - Parameter swing: what volatility adds, as a part of price.
  func raw(at anchor: Price, swing: Double) -> (ticks: Int64, isCapped: Bool) {
    let base = wanted(at: anchor)
    guard swing > 0 else { return (base, false) }
    let added = min(swing * Double(anchor.ticks), Double(Price.maximumTicks))
    let raw = base + Int64(added.rounded())
    let cap = widest(at: anchor, swing: swing)
    return raw > cap ? (cap, true) : (raw, false)
  }

  /// The widest spacing that volatility may cause at an anchor, in ticks; no limit if there is
  /// none.
  private func widest(at anchor: Price, swing: Double) -> Int64 {
    guard swing > 0 else { return .max }
    return switch grid.volatility.maximumSpacing {
    case .ticks(let count): count
    case .basisPoints(let share): share.ticksAtMost(of: anchor)
    case nil: .max
    }
  }

  /// The right spacing at a price: the wanted one, and no less than any floor. The one in force is
  /// kept if the two differ too little.
  func decided(at price: Price, swing: Double, inForce: Int64?) -> Int64 {
    let floors = floors(at: price, base: wanted(at: price))
    let least = floors.max() ?? 0
    let ticks = max(1, raw(at: price, swing: swing).ticks, least)
    let allowed = least...max(least, widest(at: price, swing: swing))
    return keeps(inForce, against: ticks, within: allowed) ? inForce ?? ticks : ticks
  }

  /// Whether a spacing in force stays, although another one is right.
  private func keeps(
    _ inForce: Int64?, against ticks: Int64, within allowed: ClosedRange<Int64>
  ) -> Bool {
    guard let inForce, allowed.contains(inForce) else { return false }
    let difference = abs(ticks - inForce).multipliedFullWidth(by: 1_000_000)
    let allowed = inForce.multipliedFullWidth(by: grid.volatility.leastChange.hundredths)
    return (difference.high, difference.low) < (allowed.high, allowed.low)
  }

  /// The floors at an anchor for a given base, each in ticks, in the order of ``SpacingFloor``.
  func floors(at anchor: Price, base: Int64) -> [Int64] {
    let rungsAcross = Int64(grid.direction == .neutral ? 2 * grid.levels : grid.levels)
    return [
      tickGrid.ticks(grid.floorTicks, at: anchor),
      grid.floorBasisPoints.ticksAtLeast(of: anchor),
      grid.floorShareOfBase.ticksAtLeast(of: Price(ticks: max(1, base))),
      (grid.floorWidth.ticksAtLeast(of: anchor) + rungsAcross - 1) / rungsAcross,
    ]
  }

  /// The base spacing at a price, both sides alike.
  ///
  /// - Parameters:
  ///   - swing: what volatility adds, as a part of price.
  ///   - inForce: the base in force; a new one replaces it only if it differs by a tenth (a
  ///     setting), so that levels stay in place while the price moves.
  ///   - counts: raised by one for each floor that acts.
  func base(
    at price: Price, swing: Double = 0, inForce: Int64?, counts: inout [Int]
  ) -> Spacing {
    let raw = raw(at: price, swing: swing)
    let floors = floors(at: price, base: wanted(at: price))
    var (base, floor) = floored(raw.ticks, floors, &counts)
    let least = floors.max() ?? 0
    let allowed = least...max(least, widest(at: price, swing: swing))
    if let inForce, keeps(inForce, against: base, within: allowed) { base = inForce }
    return Spacing(
      base: base, sides: PerSide(base), baseFloor: floor, isCapped: raw.isCapped && floor == nil)
  }

  /// A spacing whose reducing side gives up hundredths of the base (0 to 40 by default), as far as
  /// the floors at the anchor allow.
  func tightened(
    _ spacing: Spacing, at anchor: Price, reducing: Side?, by hundredths: Int64,
    counts: inout [Int]
  ) -> Spacing {
    var result = spacing
    result.sides = PerSide(spacing.base)
    result.tightenedFloor = nil
    guard let reducing, hundredths > 0 else { return result }
    let floors = floors(at: anchor, base: wanted(at: anchor))
    let (side, floor) = floored(spacing.base * (100 - hundredths) / 100, floors, &counts)
    result.sides[reducing] = min(side, spacing.base)
    result.tightenedFloor = floor
    return result
  }

  /// A spacing that is no less than any floor, and the floor that decided.
  private func floored(
    _ ticks: Int64, _ floors: [Int64], _ counts: inout [Int]
  ) -> (Int64, SpacingFloor?) {
    var result = max(1, ticks)
    var acting: SpacingFloor?
    for floor in SpacingFloor.allCases where floors[Int(floor.rawValue)] > ticks {
      counts[Int(floor.rawValue)] += 1
      if floors[Int(floor.rawValue)] > result {
        result = floors[Int(floor.rawValue)]
        acting = floor
      }
    }
    return (result, acting)
  }
}

/// How far the price moved against the position from the anchor, and what that does to the reducing
/// side: its spacing × max(floor, 1 − min(cap, slope × drift)), in whole hundredths.
struct Tightening: Sendable, Codable {
  private let slope: Int64
  private let cap: BasisPoints
  private let floor: BasisPoints

  init(grid: GridSettings) {
    slope = grid.tighteningSlope
    cap = grid.tighteningCap
    floor = grid.tighteningFloor
  }

  /// The least drift in ticks at which a number of hundredths is given up, at an anchor.
  private func drift(for hundredths: Int64, _ anchor: Price) -> Int64 {
    let whole = 100 * max(1, slope)
    let product = Int128(hundredths) * Int128(anchor.ticks)
    return Int64(clamping: (product + Int128(whole) - 1) / Int128(whole))
  }

  /// How far the price must move before anything is given up, in hundredths of a basis point.
  var leastDrift: Int64 { 1_000_000 / (100 * max(1, slope)) }

  /// Hundredths given up when the mid is at `mid2 / 2` and the position is on `side`.
  func hundredths(anchor: Price, mid2: Int64, side: Side?) -> Int64 {
    guard let side, slope > 0 else { return 0 }
    let drift = side.sign * (2 * anchor.ticks - mid2) / 2
    guard drift > 0 else { return 0 }
    guard drift < anchor.ticks else { return most }
    let product = drift.multipliedFullWidth(by: 100 * slope)
    return min(anchor.ticks.dividingFullWidth(product).quotient, most)
  }

  /// The most that is ever given up, in hundredths.
  private var most: Int64 {
    max(0, min(cap.hundredths, 1_000_000 - floor.hundredths)) / 10_000
  }

  /// The band of `mid2` within which the result stays what it is now.
  func band(anchor: Price, mid2: Int64, side: Side?) -> ClosedRange<Int64> {
    guard let side, slope > 0 else { return Int64.min...Int64.max }
    let now = hundredths(anchor: anchor, mid2: mid2, side: side)
    let nearest = now > 0 ? 2 * drift(for: now, anchor) : nil
    let furthest = now < most ? 2 * drift(for: now + 1, anchor) - 1 : nil
    let start = 2 * anchor.ticks
    switch side {
    case .buy: return (furthest.map { start - $0 } ?? .min)...(nearest.map { start - $0 } ?? .max)
    case .sell: return (nearest.map { start + $0 } ?? .min)...(furthest.map { start + $0 } ?? .max)
    }
  }
}

/// The lower limits of a spacing.
public enum SpacingFloor: UInt8, CaseIterable, Sendable, Codable {
  case ticks
  case basisPoints
  case shareOfBase
  case totalWidth
}
