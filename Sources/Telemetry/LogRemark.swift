import Market
import Screen

/// What a log file says of itself, besides what the engine did.
public enum LogRemark: Equatable, Sendable {
  /// A run begins to write here.
  case begun(LogOrigin)
  /// The engine wrote more lines at once than it keeps: the number of those that were overwritten.
  case lost(Int)
  /// The disk refused lines for longer than they could be kept: the number of those dropped.
  case dropped(Int)
  /// The operator went back and gave a command there: earlier lines of later moments no longer
  /// count.
  case otherFuture

  /// The stable word of its kind. No kind of the engine's lines has the same.
  public var tag: String {
    switch self {
    case .begun: "log_begun"
    case .lost: "log_lost"
    case .dropped: "log_dropped"
    case .otherFuture: "other_future"
    }
  }

  public var level: LogLevel {
    switch self {
    case .begun, .otherFuture: .info
    case .lost, .dropped: .warning
    }
  }

  /// What happened, in one sentence.
  public var text: String {
    switch self {
    case .begun(let origin): origin.text
    case .lost(let count):
      "\(count) \(count == 1 ? "line is" : "lines are") missing before this one: the engine logged"
        + " more at once than it keeps"
    case .dropped(let count):
      "\(count) \(count == 1 ? "line is" : "lines are") missing before this one: the disk refused"
        + " them"
    case .otherFuture:
      "the operator gave a command at an earlier moment: lines above with a later time are of"
        + " another run of events and no longer count"
    }
  }
}

/// Which run a log is of.
public struct LogOrigin: Equatable, Sendable {
  /// The version of the program.
  public var build: String
  public var process: Int32
  /// The time of the wall clock; the times of lines are those of the market.
  public var started: Instant
  /// The kind of run, such as `DRY RUN`.
  public var mode: String
  /// Where orders go, and what is traded.
  public var venue: String
  public var market: String
  /// Where the market comes from: the name of a tape, or of a generated market.
  public var source: String

  public init(
    build: String, process: Int32, started: Instant, mode: String, venue: String, market: String,
    source: String
  ) {
    self.build = build
    self.process = process
    self.started = started
    self.mode = mode
    self.venue = venue
    self.market = market
    self.source = source
  }

  var text: String {
    "rung \(build) began to log at \(started.utcText(fractionDigits: 0)), process \(process):"
      + " \(mode), \(market) from \(source), orders to \(venue)"
  }
}
