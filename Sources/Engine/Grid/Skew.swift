import Market

/// How far the ladder leans: position over maximum position, followed in whole steps.
///
/// The side that would add to the position is the heavy one. Its sizes shrink by the skew and its
/// rungs move out; from the maximum ratio on it has none.
struct Skew: Sendable, Codable {
  private let settings: SkewSettings
  /// The position that is a skew of one, in steps; nil if skew is off.
  private let maximum: Int64?
  /// In force, in hundredths of a basis point of one.
  private(set) var share: Int64 = 0
  /// The side that would add to the position; nil while flat, or if skew is off.
  private(set) var heavy: Side?
  /// The side that has no rungs because of the skew.
  private(set) var limited: Side?

  static let whole: Int64 = 1_000_000

  init(_ settings: SkewSettings, maximumPosition: Int64?) {
    self.settings = settings
    maximum = settings.isEnabled ? maximumPosition : nil
  }

  /// The skew of a position before it is rounded to steps.
  func exact(_ position: Position) -> Int64 {
    guard let maximum, maximum > 0 else { return 0 }
    guard position.size.steps < maximum else { return Skew.whole }
    let product = position.size.steps.multipliedFullWidth(by: Skew.whole)
    return maximum.dividingFullWidth(product).quotient
  }

  /// Follows the position. Returns whether the ladder must be built again.
  mutating func follow(_ position: Position) -> Bool {
    guard maximum != nil else { return false }
    let exact = exact(position)
    let step = max(1, settings.step.hundredths)
    let next = (share: exact / step * step, heavy: position.side)
    let limit = exact >= settings.maximumRatio.hundredths ? position.side : nil
    defer { (share, heavy, limited) = (next.share, next.heavy, limit) }
    return next.share != share || limit != limited || (next.share > 0 && next.heavy != heavy)
  }

  /// The size of a rung after the skew, in whole steps, floored.
  func sized(_ quantity: Quantity, _ side: Side) -> Quantity {
    guard side == heavy, share > 0 else { return quantity }
    let product = quantity.steps.multipliedFullWidth(by: Skew.whole - share)
    return Quantity(steps: Skew.whole.dividingFullWidth(product).quotient)
  }

  /// How far out the rungs of a side are moved, in ticks.
  func shift(_ side: Side, spacing: Int64) -> Int64 {
    guard side == heavy, share > 0 else { return 0 }
    let product = spacing.multipliedFullWidth(by: settings.offsetHundredths * share)
    guard product.high < 25_000_000 else { return Price.maximumTicks }
    return (100 * Skew.whole).dividingFullWidth(product).quotient
  }

  /// Why a side has no rungs; nil if it is not the limited one.
  @inline(__always)
  func limit(_ side: Side, _ position: Position) -> Reason? {
    guard limited == side else { return nil }
    return Reason(
      .skewAboveLimit, value: exact(position), limit: settings.maximumRatio.hundredths)
  }
}
