import Market

/// Whether the market can be quoted on, and what happens to resting entries while it can't.
enum Quoting: Equatable, Sendable, Codable {
  case open
  case blocked(MarketBlock, Pull)

  /// What happens to the entries that rest on a blocked market.
  enum Pull: Equatable, Sendable, Codable {
    /// The market was blocked from the start: we have no entries on it.
    case nothingStood
    /// Entries have rested on a blocked market since that moment.
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

  /// Takes in what blocks the market now, if anything, and since when. Returns what is new; new
  /// numbers of the same block are not.
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

  /// Resting entries were cancelled.
  mutating func pulled() {
    if case .blocked(let block, _) = self { self = .blocked(block, .done) }
  }

  /// When resting entries must be cancelled: `wait` nanoseconds after the block began; zero for
  /// never.
  func pullAt(after wait: Int64) -> Instant {
    guard wait > 0, case .blocked(_, .waiting(let since)) = self else { return .never }
    return since.advanced(byNanoseconds: wait)
  }

  /// Whether resting entries must be cancelled now: at once if the block ends quoting.
  @inline(__always) func pullIsDue(at now: Instant, after wait: Int64) -> Bool {
    switch self {
    case .open, .blocked(_, .done): false
    case .blocked(let block, .nothingStood): block.kind.endsQuoting
    case .blocked(let block, .waiting(let since)):
      block.kind.endsQuoting || wait > 0 && now.nanoseconds(since: since) >= wait
    }
  }
}
