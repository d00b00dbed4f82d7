import Market
import SimulatedVenue

extension WorldPlan {
  /// A random half of the fault kinds, each with its own rate around the usual one; now and then
  /// none, so that calm is tried as well. Faults that stop entries until the operator allows them
  /// again are in few worlds, or the other faults would have nothing to hit.
  static func faults(_ seed: UInt64, among kinds: [FaultKind]) -> FaultRates {
    var dice = Dice(seed, .faults)
    var rates = FaultRates()
    let isCalm = dice.once(in: 20)
    for kind in FaultKind.allCases {
      let isOn = dice.once(in: kind.stopsOpens ? 10 : 2)
      let share = dice.pick([Int64(10), 50, 100, 200])
      guard isOn, !isCalm, kinds.contains(kind) else { continue }
      let range = FaultRates.range(of: kind)
      rates[kind] = min(range.upperBound, max(1, kind.usualRate * share / 100))
    }
    return rates
  }

  /// Random delays and queues at the venue.
  static func venue(_ seed: UInt64) -> SimulatedVenueSettings {
    var dice = Dice(seed, .venue)
    var venue = SimulatedVenueSettings()
    venue.keepsHistory = true
    venue.seed = seed
    venue.queueRule = dice.pick(QueueRuleName.allCases)
    venue.fillsWhenLocked = dice.once(in: 3)
    venue.orderLatencyNanoseconds = dice.pick([1, 20, 80, 900]) * 1_000_000
    venue.orderJitterNanoseconds = dice.pick([0, 50_000_000])
    venue.feedLatencyNanoseconds = dice.pick([0, 20, 700]) * 1_000_000
    venue.feedJitterNanoseconds = dice.pick([0, 30_000_000])
    return venue
  }
}

extension FaultKind {
  /// Whether the engine stops entries after such a fault until the operator allows them again.
  fileprivate var stopsOpens: Bool {
    switch self {
    case .liquidation, .deleveraging, .foreignTrade: true
    case .drop, .lostAck, .silence, .serverError, .unreadable, .throttle, .delay, .duplicate,
      .reorder, .loseReport, .loseFill, .earlyFill, .lateFill, .staleList, .emptyList,
      .falseAbsent, .staleAccount, .disconnect, .halfOpen, .staleBook, .feedGap, .clockSkew,
      .rejectStorm, .postOnly, .halt, .venueCancel, .staleFills, .reject, .falseUnknown,
      .slowSends, .flapping, .metaChange, .foreignOrder:
      false
    }
  }

  /// Whether the kind existed before the worlds drew what ``WorldPlan/drawLater(_:)`` draws.
  public var isOfFirstWorlds: Bool { rawValue <= FaultKind.staleFills.rawValue }
}
