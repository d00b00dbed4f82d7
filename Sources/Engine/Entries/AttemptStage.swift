import Market
import Venue

/// Where an attempt is with its orders, of which one at most is live.
///
/// | stage | its order | goes on to |
/// |---|---|---|
/// | waiting | none: a gate or its back-off holds it | resting, taking |
/// | resting | rests, or is in flight | leaving, waiting |
/// | taking | takes, and is in flight | leaving, waiting |
/// | leaving | is being ended, and its end is awaited | waiting |
///
/// An attempt that is over is removed; there is no case for it.
enum AttemptStage: Equatable, Sendable, Codable {
  case waiting(for: Style)
  case resting(order: Int32)
  case taking(order: Int32)
  case leaving(order: Int32, Leaving)

  /// How its next order trades.
  enum Style: UInt8, Sendable, Codable {
    /// Post-only, at its target.
    case rest
    /// As a taker, at a protected price.
    case take
  }

  /// Why its order is being ended.
  enum Leaving: Equatable, Sendable, Codable {
    /// What is left is placed elsewhere.
    case moves
    /// Its deadline has passed.
    case timedOut
    /// Somebody stopped it: it ends with its order, for this reason.
    case stopped(Reason)
  }

  /// Index of its live order; nil if none is live.
  var order: Int32? {
    switch self {
    case .waiting: nil
    case .resting(let order), .taking(let order), .leaving(let order, _): order
    }
  }

  /// Whether the order that it has, or would send next, takes.
  var takes: Bool {
    switch self {
    case .waiting(let style): style == .take
    case .taking: true
    case .resting, .leaving: false
    }
  }
}

/// What an attempt's last order ran into, until it makes another.
enum AttemptTrouble: Equatable, Sendable, Codable {
  case none
  case refused(Refusal)
  /// It did not reach the venue, or was found absent.
  case failed(ErrorClass)

  var refusal: Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }

  var errorClass: ErrorClass {
    switch self {
    case .none: .expected
    case .refused(let refusal): refusal.errorClass
    case .failed(let error): error
    }
  }
}

extension Attempt {
  /// What happens to an attempt's order, or what the attempt does with it.
  enum News: Equatable, Sendable {
    /// An order was sent: one that rests, or one that takes.
    case sent(Int32, AttemptStage.Style)
    case filled(Quantity, of: LotOfAttempt)
    /// The venue accepted it.
    case accepted
    case refused(Refusal)
    /// It never became live.
    case failed(ErrorClass)
    /// It is being cancelled, and why.
    case leaves(AttemptStage.Leaving)
  }

  mutating func on(_ news: News) {
    switch news {
    case .sent(let order, let style):
      stage = style == .rest ? .resting(order: order) : .taking(order: order)
      trouble = .none
    case .filled(let quantity, let lot):
      filled += quantity
      self.lot = lot
      rejects = 0
    case .accepted: rejects = 0
    case .refused(let refusal): trouble = .refused(refusal)
    case .failed(let error): trouble = .failed(error)
    case .leaves(let why):
      guard let order = stage.order else { return }
      stage = .leaving(order: order, why)
    }
  }

  /// It has no order now: the next one is sent at `moment` at the earliest.
  mutating func wait(for style: AttemptStage.Style, until moment: Instant) {
    stage = .waiting(for: style)
    lookAt = moment
  }

  /// Its order was refused as crossing: that is counted, and holds the attempt back until `moment`.
  mutating func backOff(_ hold: EntryHold, until moment: Instant) {
    trouble = .none
    rejects += 1
    self.hold = hold
    wait(for: .rest, until: moment)
  }
}
