import Market

/// Whether the market can be quoted on, and what becomes of what rests while it can't.
enum Quoting: Equatable, Sendable, Codable {
  case open
  case blocked(MarketBlock, Pull)

  /// What becomes of the entries that rest on a blocked market.
  enum Pull: Equatable, Sendable, Codable {
    /// Blocked since the start: nothing of ours was quoted on it.
    case nothingStood
    /// They rest, since that moment, on a market that is blocked.
    case waiting(since: Instant)
    case done
  }

  /// What changed about it.
  enum News: Equatable, Sendable {
    case blocked(MarketBlock)
    case resumed
  }

  @inline(__always) var block: MarketBlock? {
    switch self {
    case .open: nil
    case .blocked(let block, _): block
    }
  }

  /// Takes in what blocks it now, if anything does, and since when. Returns what is new; the numbers of
  /// a block that goes on are not.
  mutating func judge(_ next: MarketBlock?, since moment: Instant) -> News? {
    guard let next else {
      guard case .blocked = self else { return nil }
      self = .open
      return .resumed
    }
    switch self {
    case .blocked(let block, let pull) where block.kind == next.kind:
      self = .blocked(next, pull)
      return nil
    case .blocked(_, .done): self = .blocked(next, .done)
    case .open, .blocked: self = .blocked(next, .waiting(since: moment))
    }
    return .blocked(next)
  }

  /// What rested was pulled.
  mutating func pulled() {
    if case .blocked(let block, _) = self { self = .blocked(block, .done) }
  }

  /// When what rests is to be pulled, that many nanoseconds after it was blocked; zero for never.
  func pullAt(after wait: Int64) -> Instant {
    guard wait > 0, case .blocked(_, .waiting(let since)) = self else { return .never }
    return since.advanced(byNanoseconds: wait)
  }

  /// Whether what rests must be pulled now: at once where there is no more quoting on it.
  @inline(__always) func pullIsDue(at now: Instant, after wait: Int64) -> Bool {
    switch self {
    case .open, .blocked(_, .done): false
    case .blocked(let block, .nothingStood): block.kind.endsQuoting
    case .blocked(let block, .waiting(let since)):
      block.kind.endsQuoting || wait > 0 && now.nanoseconds(since: since) >= wait
    }
  }
}
