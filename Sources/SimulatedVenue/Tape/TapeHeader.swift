import Market

/// Everything a tape says about itself.
public struct TapeHeader: Equatable, Sendable {
  /// The recorded instrument, with its venue's rules.
  public var instrument: Instrument
  /// The tick was not stated: it is the finest seen in the data.
  public var tickIsInferred: Bool
  /// The step was not stated: it is the finest seen in the data.
  public var stepIsInferred: Bool
  public var provenance: TapeProvenance
  public var counts: TapeCounts
  /// The time of the first update.
  public var firstTime: Instant
  /// The time of the last update.
  public var lastTime: Instant
  /// CRC-32 of the records. It identifies the data in any form: a text tape and the binary tape
  /// made of it have the same checksum.
  public var checksum: UInt32
}

/// Where a recording comes from.
public struct TapeProvenance: Equatable, Sendable {
  /// As stated by the text tape it was made of; empty if not stated.
  public var source: String
  /// As stated by the text tape it was made of; empty if not stated.
  public var licence: String
  /// The header lines without a known key and those that a binary tape has no field for, one per
  /// line, without their `#`.
  public var notes: String

  public init(source: String = "", licence: String = "", notes: String = "") {
    self.source = source
    self.licence = licence
    self.notes = notes
  }

  /// When the recorded market ends; nil if the tape's text doesn't say.
  public var endsAt: Instant? {
    for note in notes.split(separator: "\n") {
      let parts = note.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, TapeHeaderKey(name: String(parts[0])) == .end else { continue }
      if let end = Instant(ofOurTime: parts[1].drop { $0 == " " }) { return end }
    }
    return nil
  }
}

/// The number of records of each kind on a tape.
public struct TapeCounts: Equatable, Sendable {
  public var levels = 0
  public var quotes = 0
  public var trades = 0
  public var gaps = 0
  public var clears = 0
  /// Mark prices.
  public var marks = 0
  /// Atomic updates, each with one frame record.
  public var updates = 0
  /// All records, frames included.
  public var records = 0
  /// Trades finer than the tick or the step, which were rounded on import.
  public var roundedTrades = 0
  /// Levels and quotes whose size is finer than the step, which was rounded up on import.
  public var roundedSizes = 0
  /// Trades smaller than one step, which were dropped on import.
  public var droppedTrades = 0
  /// The longest gap, in nanoseconds.
  public var longestGap: Int64 = 0

  public init() {}

  /// Takes over the counts that can't be derived from the records.
  mutating func takeRoundings(from other: TapeCounts) {
    roundedTrades = other.roundedTrades
    roundedSizes = other.roundedSizes
    droppedTrades = other.droppedTrades
  }
}

/// The file that a tape was opened from.
public struct TapeOrigin: Equatable, Sendable {
  public enum Form: Equatable, Sendable {
    /// Fixed-size records, memory-mapped. The number is the format version.
    case binary(version: Int)
    /// Lines of text.
    case text
    /// Lines of text in a gzip stream.
    case gzipText
  }

  public let path: String
  public let form: Form
  /// The size of the file in bytes.
  public let bytes: Int
}

/// The limits that keep every sum over a tape within 64 bits.
enum TapeLimits {
  /// The latest time on a tape: the beginning of the year 2200, in nanoseconds since 1970. Our own
  /// deadlines after it still fit into 64 bits.
  static let latestTime: Int64 = 7_258_118_400_000_000_000
  /// A longer silence is reported as implausible: a day, in nanoseconds.
  static let longestSilence: Int64 = 86_400_000_000_000
  /// The most digits after the point that tick and step may have together: amounts are counted in
  /// tick × step.
  static let mostDecimals = 18
  /// The largest mantissa of a tick or a step: 0.00025 has the mantissa 25.
  static let incrementMantissa: Int64 = 1_000_000
  /// The largest price × size × mantissa of tick × mantissa of step, with room for sums.
  private static let notional: Int64 = 1 << 59

  /// The largest price × size of one line, in units of ``Money``.
  static func notional(tick: DecimalNumber, step: DecimalNumber) -> Int64 {
    notional / tick.mantissa / step.mantissa
  }

  /// Returns whether a number can be a tick or a step.
  static func isIncrement(_ number: DecimalNumber) -> Bool {
    (1...incrementMantissa).contains(number.mantissa)
      && number.decimals <= DecimalNumber.maximumDecimals
  }

  /// Why a tick and a step can't be used together, as a clause; nil if they can.
  static func objection(tick: DecimalNumber, step: DecimalNumber) -> String? {
    guard tick.decimals + step.decimals > mostDecimals else { return nil }
    return "a tick of \(tick) and a lot of \(step) have more than \(mostDecimals) digits after the "
      + "point together, so amounts of money would not fit"
  }

  /// What ``isIncrement(_:)`` allows, for messages.
  static let incrementRule =
    "allowed are decimals above 0 with at most \(DecimalNumber.maximumDecimals) digits after the "
    + "point and at most \(incrementMantissa) of the last one"

  /// A minimum notional in units of ``Money``; nil if it is negative or too large.
  static func minimumNotional(_ amount: DecimalNumber, for instrument: Instrument) -> Money? {
    guard amount.mantissa >= 0, let money = instrument.money(amount),
      money.units <= notional(tick: instrument.tick, step: instrument.step)
    else { return nil }
    return money
  }
}
