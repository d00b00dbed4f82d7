import Engine
import Market

/// What a replay came to: plain numbers, ready to be written as JSON or as text.
struct ReplayReport: Equatable {
  var tape: TapeFigures
  var speed: SpeedFigures
  var counters: Counters
  var account: AccountView
  /// What profit is marked at; nothing where no book ever came.
  var mark: Price?
  /// It is the venue's mark price, not the mid that stands in.
  var isMarkTold = false
  var finalStateHash: UInt64
  /// The digest of all that left the engine; nothing where none was kept.
  var boundaryHash: UInt64?

  /// What was played.
  struct TapeFigures: Equatable {
    var name: String
    var instrument: Instrument
    /// Depth and trade lines.
    var events: Int
    var first: Instant
    var last: Instant
    /// Updates that left the book crossed; nothing was matched or valued by them.
    var crossedUpdates = 0
  }

  /// How fast it went.
  struct SpeedFigures: Equatable {
    /// Time inside the replay, the tape already mapped.
    var wallNanoseconds: Int64
    var peakResidentBytes: Int64
  }
}

extension ReplayReport {
  var instrument: Instrument { tape.instrument }

  /// Funding paid less funding received, as fees are told.
  var fundingPaid: ExactMoney { -account.funding }

  /// Whole events a second; nothing for a replay too short to be timed.
  var eventsPerSecond: Int64? {
    guard speed.wallNanoseconds > 0 else { return nil }
    return Int64(Int128(tape.events) * 1_000_000_000 / Int128(speed.wallNanoseconds))
  }

  /// Wall time in seconds, to the nanosecond.
  var wallSeconds: String {
    DecimalText(mantissa: speed.wallNanoseconds, decimals: 9).description
  }
}
