import Market

/// The wanted grid, and why each rung is as it is.
public struct GridView: Equatable, Sendable {
  public var anchor: Price?
  /// The distance between rungs on the buy side and the sell side, in ticks. If distances grow
  /// outwards, that of the first step.
  public var buySpacingTicks: Int64 = 0
  public var sellSpacingTicks: Int64 = 0
  /// The sides that open lots.
  public var direction = GridSettings.Direction.neutral
  /// Why nothing is quoted at all; nil if something is.
  public var block: Reason?
  /// Buys first, then sells; each from the nearest outwards.
  public var rungs: [RungView] = []
  /// How often each spacing floor acted, by ``SpacingFloor``.
  public var floorCounts: [Int] = Array(repeating: 0, count: SpacingFloor.allCases.count)
  /// The floor that limits the present spacing; nil if none does.
  public var activeFloor: SpacingFloor?
  public var volatility = VolatilityView()

  public init() {}
}

/// One rung and its order.
public struct RungView: Equatable, Sendable {
  public var side: Side
  /// Its level, counted outwards from the anchor, starting at 1.
  public var level: Int
  public var price: Price
  /// The size it wants.
  public var quantity: Quantity
  /// The state of its order; planned if none is live.
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// Why it is in this state.
  public var reason: Reason
  /// The gate that keeps it empty; nil if it has an order, or would get one now.
  public var heldBy: Gate?
  /// The lot it waits for, if ``Gate/lot`` keeps it empty; otherwise nil.
  public var lot: PositionID?
  /// How many lots of this slot were closed, and what they made before fees.
  public var cycles: Int
  public var realised: ExactMoney
  /// Profit of all lots of this slot, including the open ones.
  public var profit = SlotProfit()
  /// When it tries again after a refusal; the distant future if the operator decides. Nil if it
  /// does not wait.
  public var retryAt: Instant?

  public init(
    side: Side, level: Int, price: Price, quantity: Quantity, state: OrderDisplayState,
    filled: Quantity, remaining: Quantity, reason: Reason, cycles: Int = 0,
    realised: ExactMoney = .zero
  ) {
    self.side = side
    self.level = level
    self.price = price
    self.quantity = quantity
    self.state = state
    self.filled = filled
    self.remaining = remaining
    self.reason = reason
    self.cycles = cycles
    self.realised = realised
  }
}
