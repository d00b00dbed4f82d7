import Market

/// What all lots of a slot came to, closed and open.
public struct SlotProfit: Equatable, Sendable {
  /// What was closed made, before fees and funding.
  public var realised = ExactMoney.zero
  public var fees = ExactMoney.zero
  /// Received less paid.
  public var funding = ExactMoney.zero
  /// What is open, at the mark; nothing while something is and there is no mark.
  public var unrealised: ExactMoney? = .zero

  public init() {}

  /// What was closed made after all fees and funding so far.
  public var net: ExactMoney { realised - fees + funding }
}
