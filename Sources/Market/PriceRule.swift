/// Rounds a computed price or size to the venue's tick grid: whole ticks, whole steps.
public enum PriceRule {
  /// The nearest whole tick that doesn't cross further than the computed price: down for a buy, up
  /// for a sell. Nil if no price is left.
  public static func snapped(_ ticks: Double, for side: Side) -> Price? {  // tidy-ok: steers
    let whole = side == .buy ? ticks.rounded(.down) : ticks.rounded(.up)
    guard whole >= 1, whole <= 9e13 else { return nil }
    return Price(checking: Int64(whole))
  }

  /// The whole steps in a computed size, rounded down.
  public static func floored(_ steps: Double) -> Quantity {  // tidy-ok: steers
    guard steps >= 1, steps <= 9e18 else { return .zero }
    return Quantity(steps: Int64(steps.rounded(.down)))
  }
}
