import Market

/// What the operator and the safety rules have switched.
public struct ControlView: Equatable, Sendable {
  /// What stopped all entries and was not lifted, oldest first; each kind once.
  public var freezes: [Freeze] = []
  public var isPausedBuy = false
  public var isPausedSell = false
  public var flatten = FlattenPhase.idle
  /// The scope of the oldest cancel-all that is not complete, and the scopes of the others.
  public var cancelling: CancelScope?
  public var cancellingToo: [CancelScope] = []
  /// Exits are held back after a cancel-all of exits.
  public var legsAreHeld = false
  /// Unacknowledged alarms, oldest first.
  public var alarms: [Alarm] = []
  public var breaker = BreakerView()
  public var deadMan = DeadManView.off
  public var market = MarketLifeView()
  /// What could still fill although no entry is sent: live entries, including those being
  /// cancelled.
  public var fillable = FillableView()

  /// No entries at all.
  public var isFrozen: Bool { !freezes.isEmpty }

  /// Entries wait until the operator has answered what a restart found.
  public var awaitsAnswer: Bool { freezes.contains { $0.cause == .restarted } }

  public init() {}
}
