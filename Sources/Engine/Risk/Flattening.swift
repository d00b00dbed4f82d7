import Market
import Venue

/// Whose position a flatten closes.
enum FlattenScope: UInt8, Sendable, Codable {
  case own
  case account
}

/// A flatten: every order is cancelled, then slices trade at growing slippage limits until the
/// position is flat. It is done only once the position that had to be closed is known.
///
/// | state | meaning | next states |
/// |---|---|---|
/// | idle | no flatten is wanted | clearing |
/// | takenBack | it is no longer wanted, but its last slice may still fill | idle, clearing |
/// | clearing | orders are being ended: all except its slices and the stops of lots | reducing |
/// | reducing | slices trade, one at a time | done, stuck |
/// | done | the position is flat; entries stay frozen | idle, clearing |
/// | stuck | it did not fill within its limits; entries stay frozen | idle, clearing |
///
/// Lifting the freeze, or quitting, takes it back.
enum Flattening: Equatable, Sendable, Codable {
  case idle
  case takenBack
  case clearing(Course)
  case reducing(Course)
  case done
  case stuck

  /// The state of a running flatten.
  struct Course: Equatable, Sendable, Codable {
    let scope: FlattenScope
    /// Which slippage limit is being tried.
    var step = 0
    var slice = Slice.none
    var patience: Patience
  }

  /// The order that trades; at most one is live.
  enum Slice: Equatable, Sendable, Codable {
    case none
    case live
    /// The last one did not fill whole: the market gets a moment to refill, or the venue to
    /// recover.
    case pausing(until: Instant)
  }

  /// Whether a person was told that it waits.
  enum Patience: Equatable, Sendable, Codable {
    /// It waits without a report until then.
    case silent(until: Instant)
    /// It was reported. If the flatten progresses meanwhile, the next report comes no sooner than
    /// then.
    case said(next: Instant)
  }

  /// How long it waits for orders to end before that is reported, in nanoseconds.
  static let clearingNanoseconds: Int64 = 5_000_000_000

  /// How long the market gets to refill after a slice that did not fill whole, in nanoseconds.
  static let pauseNanoseconds: Int64 = 250_000_000

  /// Begins a flatten; the last slice of an earlier one may still be live.
  mutating func begin(_ scope: FlattenScope, at now: Instant) {
    let clearBy = now.advanced(byNanoseconds: Flattening.clearingNanoseconds)
    let slice = hasLiveSlice ? Slice.live : .none
    self = .clearing(Course(scope: scope, slice: slice, patience: .silent(until: clearBy)))
  }

  private var hasLiveSlice: Bool {
    switch self {
    case .takenBack: true
    case .clearing(let course), .reducing(let course): course.slice == .live
    case .idle, .done, .stuck: false
    }
  }

  /// The state of a running flatten; nil if none runs.
  @inline(__always) var course: Course? {
    switch self {
    case .clearing(let course), .reducing(let course): course
    case .idle, .takenBack, .done, .stuck: nil
    }
  }

  @inline(__always) var isRunning: Bool {
    switch self {
    case .clearing, .reducing: true
    case .idle, .takenBack, .done, .stuck: false
    }
  }

  /// The flatten is no longer wanted, but its last slice may still fill.
  @inline(__always) var isTakenBack: Bool {
    switch self {
    case .takenBack: true
    case .idle, .clearing, .reducing, .done, .stuck: false
    }
  }

  /// What is shown of it.
  var phase: FlattenPhase {
    switch self {
    case .idle, .takenBack: .idle
    case .clearing: .clearing
    case .reducing: .reducing
    case .done: .done
    case .stuck: .stuck
    }
  }
}

/// How far a flatten is.
public enum FlattenPhase: UInt8, CaseIterable, Sendable {
  case idle
  /// Waits until none of our orders is live except the stops of lots.
  case clearing
  /// Trades slices.
  case reducing
  /// Flat; entries stay frozen.
  case done
  /// Could not fill within the slippage limits; entries stay frozen, and an alarm is raised.
  case stuck
}

/// What a flatten waits for.
enum FlattenWait: Equatable, Sendable {
  /// The first comparison with the venue, or the outcome of unknown own orders.
  case comparison
  /// Live orders must end.
  case orders
  case market(MarketBlock)
  /// The venue did not consider its slice.
  case refused(Refusal)
  case unplaced(Unplaced)
}
