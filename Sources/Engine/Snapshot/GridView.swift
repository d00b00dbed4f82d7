import Market

/// The grid that is wanted, and why each rung is as it is.
public struct GridView: Equatable, Sendable {
  public var anchor: Price?
  /// The distance between rungs, buy side and sell side; in ticks, of the first step where they
  /// grow.
  public var buySpacingTicks: Int64 = 0
  public var sellSpacingTicks: Int64 = 0
  /// The sides that open.
  public var direction = GridSettings.Direction.neutral
  /// Why nothing is quoted at all, if so.
  public var block: Reason?
  /// Buys from the nearest down, then sells from the nearest up.
  public var rungs: [RungView] = []
  /// How often each spacing floor acted, by ``SpacingFloor``.
  public var floorCounts: [Int] = Array(repeating: 0, count: SpacingFloor.allCases.count)
  /// The floor that holds the spacing in force, if any.
  public var activeFloor: SpacingFloor?
  public var volatility = VolatilityView()

  public init() {}
}

/// One rung and what stands there.
public struct RungView: Equatable, Sendable {
  public var side: Side
  /// Its place from the anchor, from one.
  public var level: Int
  public var price: Price
  /// The size it wants.
  public var quantity: Quantity
  /// The state of its order, or planned where none is live.
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// Why it is so.
  public var reason: Reason
  /// The gate that keeps it empty; nothing where it has an order, or would get one now.
  public var heldBy: Gate?
  /// The lot of it that is waited for, where ``Gate/lot`` keeps it empty.
  public var lot: PositionID?
  /// How many lots of this slot were closed, and what they made before fees.
  public var cycles: Int
  public var realised: ExactMoney
  /// What all lots of this slot came to, those that are open included.
  public var profit = SlotProfit()
  /// The venue refused it, and it asks again then; the far future where the operator decides.
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
