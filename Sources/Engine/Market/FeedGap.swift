import Market

/// A silence of the feed: when it ended, and how long it was.
public struct FeedGap: Equatable, Sendable, Codable {
  public let end: Instant
  public let nanoseconds: Int64

  public init(end: Instant, nanoseconds: Int64) {
    self.end = end
    self.nanoseconds = nanoseconds
  }
}
