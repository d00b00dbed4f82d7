import Market
import Venue

/// Whose position a flatten closes.
enum FlattenScope: UInt8, Sendable, Codable {
  case own
  case account
}

/// A flatten: every order is cleared, then slices trade at growing slippage limits until flat. It is
/// done only once it is known what there was to close.
///
/// | state | what holds | goes on to |
/// |---|---|---|
/// | idle | nobody wants one | clearing |
/// | takenBack | nobody wants it any more, but its last slice may still fill | idle, clearing |
/// | clearing | orders are being ended: all but its slices and the stops of lots | reducing |
/// | reducing | slices trade, one at a time | done, stuck |
/// | done | the position is flat; entries stay frozen | idle, clearing |
/// | stuck | it did not fill within its limits; entries stay frozen | idle, clearing |
///
/// It is taken back by lifting the freeze, or by quitting.
enum Flattening: Equatable, Sendable, Codable {
  case idle
  case takenBack
  case clearing(Course)
  case reducing(Course)
  case done
  case stuck

  /// What holds as long as one is running.
  struct Course: Equatable, Sendable, Codable {
    let scope: FlattenScope
    /// Which slippage limit is being tried.
    var step = 0
    var slice = Slice.none
    var patience: Patience
  }

  /// The order that trades, of which one at most is live.
  enum Slice: Equatable, Sendable, Codable {
    case none
    case live
    /// The last one did not fill whole: the market gets a moment to refill, or the venue to recover.
    case pausing(until: Instant)
  }

  /// Whether a person knows that it waits.
  enum Patience: Equatable, Sendable, Codable {
    /// It waits without a word until then.
    case silent(until: Instant)
    /// It was said; should it get on meanwhile, it is said again no sooner than then.
    case said(next: Instant)
  }

  /// How long it waits for orders to end before that is said, in nanoseconds.
  static let clearingNanoseconds: Int64 = 5_000_000_000

  /// How long the market gets to refill after a slice that did not fill whole, in nanoseconds.
  static let pauseNanoseconds: Int64 = 250_000_000

  /// One begins; the last slice of one before it may still be live.
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

  /// What holds of one that is running.
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

  /// Nobody wants it any more, but its last slice may still fill.
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
  /// Waits until no order of ours is live.
  case clearing
  /// Trades slices.
  case reducing
  /// Flat; stays frozen.
  case done
  /// Could not fill within the slippage limits; stays frozen, and alarms.
  case stuck
}

/// What a flatten waits for.
enum FlattenWait: Equatable, Sendable {
  /// The first comparison with the venue, or news of orders that we don't know.
  case comparison
  /// Live orders must end.
  case orders
  case market(MarketBlock)
  /// The venue did not look at its slice.
  case refused(Refusal)
  case unplaced(Unplaced)
}
