import Market
import Venue

/// What the next order of a rung waits for, whatever else holds it meanwhile.
enum RungWait: Equatable, Sendable, Codable {
  /// The venue accepted its last order, or it had none.
  case nothing
  /// The operator cancelled its order: it waits until the operator asks for it again.
  case operatorCancelled
  /// The venue refused it as crossing: at that price, with the opposite best as known here, in
  /// ticks. It waits until this number of market updates was seen.
  case crossed(at: Int64, best: Int64, updates: Int)
  /// The venue refused it for insufficient margin, or another entry of its side `waited`
  /// nanoseconds before: that side waits for the margin to change.
  case margin(Refusal, waited: Int64)
  case refused(Refusal, until: Instant)
  case unplaced(Unplaced, until: Instant)
}

extension RungWait {
  /// Whether it holds the rung now, at this number of market updates seen.
  @inline(__always) func holds(at now: Instant, updates: Int) -> Bool {
    switch self {
    case .nothing, .margin: false
    case .operatorCancelled: true
    case .crossed(_, _, let seen): updates < seen
    case .refused(_, let until), .unplaced(_, let until): now < until
    }
  }

  /// The moment it ends by itself; nil if it doesn't.
  var until: Instant? {
    switch self {
    case .nothing, .operatorCancelled, .crossed, .margin: nil
    case .refused(_, let until), .unplaced(_, let until): until
    }
  }

  /// Whether it ends once the book lets the order rest.
  var isCrossed: Bool {
    switch self {
    case .crossed: true
    case .nothing, .operatorCancelled, .margin, .refused, .unplaced: false
    }
  }

  /// Whether the log reports its beginning: the operator's own action is no news.
  var isTold: Bool {
    switch self {
    case .crossed, .margin, .refused, .unplaced: true
    case .nothing, .operatorCancelled: false
    }
  }

  /// What is reported of it.
  var reason: Reason {
    switch self {
    case .nothing: Reason(.wanted)
    case .operatorCancelled: Reason(.operatorAsked)
    case .crossed(let price, let best, _): Reason(.wouldCross, value: price, limit: best)
    case .margin(let refusal, let waited):
      Reason(.marginRefused, value: Int64(refusal.rawValue), limit: waited)
    case .refused(let refusal, _): Reason(.venueRefused, value: Int64(refusal.rawValue))
    case .unplaced(let why, _): why.reason
    }
  }
}

/// Why an order that was handed over never became live.
enum Unplaced: Equatable, Sendable, Codable {
  /// It was not sent to the venue.
  case notSent(SendFailure)
  /// The venue knows no such order, and it can't become live any more.
  case absent

  var reason: Reason {
    switch self {
    case .notSent(let failure): Reason(.notSent, value: Int64(failure.rawValue))
    case .absent: Reason(.absentAtVenue)
    }
  }
}
