/// Why an engine can't begin from a record: where in it, and what is wrong there.
public struct RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Problem: Equatable, Sendable {
    /// There is no such key.
    case missing
    /// This build does not know the key, and no migration dropped it.
    case unknown
    /// This build does not know the case of the enum.
    case unknownCase(String)
    case expected(String, found: String)
    /// The value itself is refused, for a reason.
    case refused(String)
    /// The record's version is none of those that this build reads.
    case version(Int, readable: ClosedRange<Int>)
  }

  /// The keys that lead there: `books.lots[3].stop`. Empty for the record as a whole.
  public let path: String
  public let problem: Problem

  public init(_ problem: Problem, at path: String = "") {
    (self.path, self.problem) = (path, problem)
  }

  /// The same error, seen from outside the value with a name.
  func under(_ name: String) -> RecordError {
    let joint = path.isEmpty || path.hasPrefix("[") || name.isEmpty ? "" : "."
    return RecordError(problem, at: name + joint + path)
  }

  func under(_ index: Int) -> RecordError { under("[\(index)]") }

  public var description: String {
    let place = path.isEmpty ? "the record" : path
    return switch problem {
    case .missing: "\(place) is missing"
    case .unknown: "\(place) is not known to this build"
    case .unknownCase(let name): "\(place) has the case \(name), which this build does not know"
    case .expected(let expected, let found): "\(place): expected \(expected), found \(found)"
    case .refused(let why): "\(place): \(why)"
    case .version(let version, let readable):
      "the record has version \(version); this build reads \(readable.lowerBound) to "
        + "\(readable.upperBound)"
    }
  }
}
