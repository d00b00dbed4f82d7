import Market

/// What the operator should know about a tape before he trusts a replay of it: what was inferred
/// rather than stated, and what is implausible. A tape with notices can still be played.
enum TapeNotices {
  /// Notices from the header of a tape, in whatever form the tape is.
  static func of(_ header: TapeHeader) -> [String] {
    var notices: [String] = []
    let plausible = TimeUnit.plausibleSeconds
    let second: Int64 = 1_000_000_000
    if header.firstTime.nanoseconds / second < plausible.lowerBound {
      notices.append(
        "it begins at \(header.firstTime.utcText()), before there were such markets; "
          + "its times may be wrong")
    }
    if header.lastTime.nanoseconds / second > plausible.upperBound {
      notices.append("it ends at \(header.lastTime.utcText()); its times may be wrong")
    }
    if header.counts.longestGap > TapeLimits.longestSilence {
      notices.append(
        "nothing was recorded for \(TapeSummary.duration(header.counts.longestGap)); two "
          + "recordings may be joined there, or a time is wrong. A dry run plays only the first "
          + "day of the silence and its last minute")
    }
    return notices
  }

  /// Notices about what the reader of a text tape inferred.
  static func inferred(_ header: TapeHeader) -> [String] {
    var notices: [String] = []
    if header.tickIsInferred {
      notices.append(
        "no tick is stated: \(header.instrument.tick) is the finest common step of its prices")
    }
    if header.stepIsInferred {
      notices.append(
        "no lot is stated: \(header.instrument.step) is the finest common step of its sizes")
    }
    return notices
  }

  static func times(in unit: TimeUnit) -> String { "its times are read as \(unit.name)" }
}
