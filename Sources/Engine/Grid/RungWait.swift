import Market
import Venue

/// What the next order of a rung waits for, whatever else holds it meanwhile.
enum RungWait: Equatable, Sendable, Codable {
  /// The venue took its last order, or it had none.
  case nothing
  /// The operator cancelled its order: it waits until asked for again.
  case operatorCancelled
  /// The venue refused it as crossing: at that price, with the opposite side's best as it was known
  /// here, in ticks. It waits until so many market updates were seen.
  case crossed(at: Int64, best: Int64, updates: Int)
  /// The margin did not carry it, or another entry of its side so many nanoseconds before: that side
  /// waits for the margin to change.
  case margin(Refusal, waited: Int64)
  case refused(Refusal, until: Instant)
  case unplaced(Unplaced, until: Instant)
}

extension RungWait {
  /// Whether it holds the rung now, so many market updates having been seen.
  @inline(__always) func holds(at now: Instant, updates: Int) -> Bool {
    switch self {
    case .nothing, .margin: false
    case .operatorCancelled: true
    case .crossed(_, _, let seen): updates < seen
    case .refused(_, let until), .unplaced(_, let until): now < until
    }
  }

  /// The moment it ends by itself.
  var until: Instant? {
    switch self {
    case .nothing, .operatorCancelled, .crossed, .margin: nil
    case .refused(_, let until), .unplaced(_, let until): until
    }
  }

  /// Whether it goes on once the book lets it rest.
  var isCrossed: Bool {
    switch self {
    case .crossed: true
    case .nothing, .operatorCancelled, .margin, .refused, .unplaced: false
    }
  }

  /// Whether the log says so as it begins: what the operator did is no news.
  var isTold: Bool {
    switch self {
    case .crossed, .margin, .refused, .unplaced: true
    case .nothing, .operatorCancelled: false
    }
  }

  /// What is told of it.
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

/// Why an order that was handed over never stood.
enum Unplaced: Equatable, Sendable, Codable {
  /// It did not get through to the venue.
  case notSent(SendFailure)
  /// The venue knows no such order, and it can't come to stand any more.
  case absent

  var reason: Reason {
    switch self {
    case .notSent(let failure): Reason(.notSent, value: Int64(failure.rawValue))
    case .absent: Reason(.absentAtVenue)
    }
  }
}
