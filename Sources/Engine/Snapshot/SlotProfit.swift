import Market

/// Profit of all lots of a slot, closed and open.
public struct SlotProfit: Equatable, Sendable {
  /// Profit of what was closed, before fees and funding.
  public var realised = ExactMoney.zero
  public var fees = ExactMoney.zero
  /// Funding received minus funding paid.
  public var funding = ExactMoney.zero
  /// Profit of what is open, at the mark; nil if something is open and there is no mark.
  public var unrealised: ExactMoney? = .zero

  public init() {}

  /// Profit of what was closed, after all fees and funding so far.
  public var net: ExactMoney { realised - fees + funding }
}
