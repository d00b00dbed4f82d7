import Engine
import Market

/// The state of the circuit breaker, in words.
enum BreakerText {
  /// The breaker's stage and cause; nil in the normal stage.
  static func words(_ breaker: BreakerView, at now: Instant) -> String? {
    guard breaker.stage != .normal else { return nil }
    let cause = breaker.cause.map { " \($0.name)" } ?? ""
    let rest: String
    if let until = breaker.until {
      rest = ", \(TimeText.span(max(0, until.nanoseconds(since: now)))) left"
    } else {
      rest = breaker.latched.isEmpty ? "" : ", until cleared"
    }
    return "BREAKER \(breaker.stage.name)\(cause)\(rest)"
  }
}

/// Whether the market trades and until when, in words.
enum MarketLifeText {
  /// The market's state; nil while it trades and no end is near.
  static func words(_ market: MarketLifeView) -> String? {
    switch market.phase {
    case .trading: cutoff(market)
    case .postOnly: "MARKET POST-ONLY"
    case .halted: "MARKET HALTED"
    case .closed: "MARKET CLOSED"
    }
  }

  /// How far the venue's clock is ahead of our clock, with the error; negative if it is behind.
  static func skew(_ market: MarketLifeView) -> String? {
    guard let skew = market.clockSkewNanoseconds else { return nil }
    let error = (market.clockErrorNanoseconds + 999_999) / 1_000_000
    return "\(skew / 1_000_000) ms" + (error > 0 ? ", give or take \(error)" : "")
  }

  private static func cutoff(_ market: MarketLifeView) -> String? {
    guard let left = market.opensEndInNanoseconds, left < 3_600_000_000_000 else { return nil }
    return left > 0 ? "entries end in \(TimeText.span(left))" : "MARKET ENDS: no entries"
  }
}
