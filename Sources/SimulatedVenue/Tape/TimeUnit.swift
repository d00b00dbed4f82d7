/// The unit of a text tape's times, recognised by their size: since 1970 the years 2009 to 2100 are
/// numbers of 10, 13, 16 or 19 digits, and no two units share one.
enum TimeUnit: CaseIterable, Equatable {
  case nanoseconds
  case microseconds
  case milliseconds
  case seconds

  /// The years in which a market can have been recorded, in seconds since 1970.
  static let plausibleSeconds: ClosedRange<Int64> = 1_230_768_000...4_102_444_800

  /// The number of nanoseconds in one unit.
  var nanoseconds: Int64 {
    switch self {
    case .nanoseconds: 1
    case .microseconds: 1_000
    case .milliseconds: 1_000_000
    case .seconds: 1_000_000_000
    }
  }

  var name: String {
    switch self {
    case .nanoseconds: "nanoseconds"
    case .microseconds: "microseconds"
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    }
  }

  /// The unit in which `time` is in the years 2009 to 2100; nil if there is none.
  init?(of time: Int64) {
    let fitting = TimeUnit.allCases.first { unit in
      let perSecond = 1_000_000_000 / unit.nanoseconds
      return time / perSecond >= TimeUnit.plausibleSeconds.lowerBound
        && time / perSecond <= TimeUnit.plausibleSeconds.upperBound
    }
    guard let fitting else { return nil }
    self = fitting
  }
}

extension TimeUnit {
  /// If a tape's first step in time is longer than this, its first time only looks like one of
  /// today: a made tape may count nanoseconds from zero. Ten days, in seconds.
  private static let longestStepSeconds: Int64 = 864_000

  /// Recognises the unit at the beginning of a text's lines, by the first time and the next that
  /// differs; nanoseconds if that shows nothing.
  init(atBeginOf lines: UnsafeBufferPointer<UInt8>) {
    var first: Int64?
    var unit: TimeUnit?
    var start = lines.startIndex
    search: while start < lines.endIndex {
      let line = lines[start...].prefix { $0 != UInt8(ascii: "\n") }
      start = line.endIndex + 1
      guard let time = TimeUnit.time(at: line) else { continue }
      guard let known = first else {
        (first, unit) = (time, TimeUnit(of: time))
        continue
      }
      guard time != known else { continue }
      let other = TimeUnit(of: time)
      if let told = unit, other == nil || other == told,
        (time - known) / (1_000_000_000 / told.nanoseconds) > TimeUnit.longestStepSeconds
      {
        unit = nil
      }
      break search
    }
    self = unit ?? .nanoseconds
  }

  /// The whole number that a line begins with; nil if there is none that fits.
  private static func time(at line: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return Int64(String(decoding: digits, as: UTF8.self))
  }
}
