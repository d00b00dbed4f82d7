/// How fast a dry run plays its tape.
public enum Speed: Hashable, Sendable {
  /// Seconds of the tape played in one second.
  case times(Int)
  /// As fast as the machine goes.
  case max

  /// The multiples that can be chosen.
  public static let range: ClosedRange<Int64> = 1...1_000_000
  /// The word for ``max``.
  public static let maximumWord = "max"

  /// The speeds the keys step through, slowest first.
  public static let steps: [Speed] = [.times(1), .times(10), .times(100), .max]

  /// The next faster step; the fastest at the end.
  public var faster: Speed {
    Speed.steps.first { Speed.rank($0) > Speed.rank(self) } ?? .max
  }

  /// The next slower step; the slowest at the end.
  public var slower: Speed {
    Speed.steps.last { Speed.rank($0) < Speed.rank(self) } ?? Speed.steps[0]
  }

  /// The text in the header; `sign` is the multiplication sign of the terminal's character set.
  public func text(sign: String) -> String {
    switch self {
    case .times(let factor): "\(factor)\(sign)"
    case .max: Speed.maximumWord
    }
  }

  private static func rank(_ speed: Speed) -> Int {
    switch speed {
    case .times(let factor): factor
    case .max: .max
    }
  }
}
