// How an operator goes through a dry run; the console asks in these words, the session obeys.

/// How fast a dry run plays its tape.
public enum Speed: Hashable, Sendable {
  /// So many seconds of the tape in one second.
  case times(Int)
  /// As fast as the machine goes.
  case max

  /// The speeds the keys step through, slowest first.
  public static let steps: [Speed] = [.times(1), .times(10), .times(100), .max]

  /// The next faster step; itself at the end.
  public var faster: Speed {
    Speed.steps.first { Speed.rank($0) > Speed.rank(self) } ?? .max
  }

  /// The next slower step; the slowest at the end.
  public var slower: Speed {
    Speed.steps.last { Speed.rank($0) < Speed.rank(self) } ?? Speed.steps[0]
  }

  /// As it stands in the header; `sign` is the multiplication sign of the terminal's character set.
  public func text(sign: String) -> String {
    switch self {
    case .times(let factor): "\(factor)\(sign)"
    case .max: "max"
    }
  }

  private static func rank(_ speed: Speed) -> Int {
    switch speed {
    case .times(let factor): factor
    case .max: .max
    }
  }
}

/// What a dry run is stepped to.
public enum StepUnit: String, CaseIterable, Sendable {
  /// The next thing that happens.
  case event
  /// The next input after which orders were sent, moved or cancelled.
  case decision
  /// The next fill of ours.
  case fill
  /// The next order refused by the venue.
  case reject
}

/// Which way a dry run is stepped.
public enum StepDirection: String, CaseIterable, Sendable {
  case forward
  case back
}
