import Engine
import Market

/// The result of a replay: plain numbers, ready to be written as JSON or as text.
struct ReplayReport: Equatable {
  var tape: TapeFigures
  var speed: SpeedFigures
  var counters: Counters
  var account: AccountView
  /// The price at which profit is valued; nil if no book ever came.
  var mark: Price?
  /// Whether it is the venue's mark price, not the mid in its place.
  var isMarkTold = false
  var finalStateHash: UInt64
  /// The digest of everything that left the engine; nil if none was kept.
  var boundaryHash: UInt64?

  /// What was played.
  struct TapeFigures: Equatable {
    var name: String
    var instrument: Instrument
    /// The number of depth and trade lines.
    var events: Int
    var first: Instant
    var last: Instant
    /// The number of updates that left the book crossed. Nothing was matched or valued by them.
    var crossedUpdates = 0
  }

  /// How fast the replay was.
  struct SpeedFigures: Equatable {
    /// Time inside the replay, with the tape already mapped.
    var wallNanoseconds: Int64
    var peakResidentBytes: Int64
  }
}

extension ReplayReport {
  var instrument: Instrument { tape.instrument }

  /// Funding paid less funding received: positive is a cost, as with fees.
  var fundingPaid: ExactMoney { -account.funding }

  /// Whole events per second; nil if the replay was too short to be timed.
  var eventsPerSecond: Int64? {
    guard speed.wallNanoseconds > 0 else { return nil }
    return Int64(Int128(tape.events) * 1_000_000_000 / Int128(speed.wallNanoseconds))
  }

  /// Wall time in seconds, to the nanosecond.
  var wallSeconds: String {
    DecimalText(mantissa: speed.wallNanoseconds, decimals: 9).description
  }
}
