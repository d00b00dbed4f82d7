import Market

/// Collects the lines that an engine adds to its log, each once, for an owner who takes them.
///
/// The engine keeps only its last lines. Whoever follows it looks often enough: before it adds 512
/// lines more. Lines that were overwritten before are counted.
public struct LogFollower: Sendable {
  /// What is new since the last look.
  public enum News: Equatable, Sendable {
    case entry(LogEntry)
    /// A number of lines were overwritten before they were read. The time is that of the next line.
    case lost(Int, at: Instant)
    /// A command was given at an earlier moment, which began another future. The lines of later
    /// moments that were taken before belong to the future that was given up.
    case otherFuture(at: Instant)
  }

  /// The number of the engine's lines that were read.
  private(set) var read: Int
  private var news: [News] = []

  /// - Parameter total: the number of the engine's lines that were read before.
  public init(after total: Int = 0) { read = total }

  /// Whether anything is there to be taken.
  public var hasNews: Bool { !news.isEmpty }

  /// Takes in lines that were read now.
  ///
  /// - Parameter total: the number of all lines of the engine so far.
  mutating func add(_ entries: [LogEntry], lost: Int, total: Int) {
    if lost > 0 { news.append(.lost(lost, at: entries.first?.time ?? .distantPast)) }
    news += entries.map(News.entry)
    read = total
  }

  /// The engine went back to where it had logged `total` lines, and goes another way from there.
  mutating func beginOtherFuture(after total: Int, at time: Instant) {
    news.append(.otherFuture(at: time))
    read = total
  }

  /// Returns what is new since the last call, oldest first.
  public mutating func take() -> [News] {
    defer { news.removeAll(keepingCapacity: true) }
    return news
  }
}
