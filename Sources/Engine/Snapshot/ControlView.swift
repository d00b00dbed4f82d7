import Market

/// What the operator has switched.
public struct ControlView: Equatable, Sendable {
  /// What stopped all opens and was not lifted, oldest first; each kind once.
  public var freezes: [Freeze] = []
  public var isPausedBuy = false
  public var isPausedSell = false
  public var flatten = FlattenPhase.idle
  /// The scope of a cancel-all that is not done yet, the oldest, and those of others beside it.
  public var cancelling: CancelScope?
  public var cancellingToo: [CancelScope] = []
  /// Exits are held back since a cancel-all of legs.
  public var legsAreHeld = false
  /// Unacknowledged alarms, oldest first.
  public var alarms: [Alarm] = []
  public var breaker = BreakerView()
  public var deadMan = DeadManView.off
  public var market = MarketLifeView()
  /// What could still fill although no open goes out: live opens, held or being cancelled.
  public var fillable = FillableView()

  /// No opens at all.
  public var isFrozen: Bool { !freezes.isEmpty }

  public init() {}
}
