import Engine
import Market
import Output
import Screen

/// The log file of one run: what its engine logs, as lines.
///
/// Times of the wall are those of a monotonic clock, in nanoseconds.
public final class RunLog {
  private let file: LogFile
  private let figures: Figures
  private var follower: LogFollower

  /// - Parameter total: the number of the engine's lines that were logged before.
  public init(_ file: LogFile, of instrument: Instrument, after total: Int = 0) {
    self.file = file
    follower = LogFollower(after: total)
    figures = Figures(instrument)
  }

  /// Says which run writes from here on, and from which moment of the market.
  public func begin(_ origin: LogOrigin, from time: Instant, wallNanoseconds now: Int64) {
    add(.begun(origin), at: time, now)
  }

  /// Adds what an engine logged since the last call. It is for runs that are never stepped back.
  ///
  /// - Parameter said: the venue's own texts, read only if there is a refusal.
  public func follow(
    _ engine: Engine, said: @autoclosure () -> [VenueText], wallNanoseconds now: Int64
  ) {
    follower.follow(engine)
    if follower.hasNews { write(follower.take(), said: said(), wallNanoseconds: now) }
  }

  /// Adds what a follower found.
  ///
  /// - Parameter said: the venue's own texts, read only if there is a refusal.
  public func write(
    _ news: [LogFollower.News], said: @autoclosure () -> [VenueText], wallNanoseconds now: Int64
  ) {
    guard !news.isEmpty else { return }
    let texts = news.contains(where: \.hasRefusal) ? said() : []
    for one in news {
      switch one {
      case .entry(let entry):
        tellDropped(at: entry.time, now)
        file.append(LogLine.text(of: entry, figures, said: texts), at: now)
      case .lost(let count, let time): add(.lost(count), at: time, now)
      case .otherFuture(let time): add(.otherFuture, at: time, now)
      }
    }
  }

  /// Writes what waits if the last time was a second ago. The owner calls it as often.
  public func flush(wallNanoseconds now: Int64) { file.flush(at: now) }

  /// Returns what the operator should know about the file, once.
  public func takeNews() -> [LogFile.News] { file.takeNews() }

  /// Writes the rest.
  ///
  /// - Parameter time: the moment of the market.
  /// - Throws: ``FileError``, the last refusal, if a line is missing in the file.
  public func finish(at time: Instant, wallNanoseconds now: Int64) throws(FileError) {
    tellDropped(at: time, now)
    try file.finish(at: now)
  }

  private func tellDropped(at time: Instant, _ now: Int64) {
    guard let count = file.takeDropped() else { return }
    file.append(LogLine.text(of: .dropped(count), at: time), at: now)
  }

  private func add(_ remark: LogRemark, at time: Instant, _ now: Int64) {
    tellDropped(at: time, now)
    file.append(LogLine.text(of: remark, at: time), at: now)
  }
}

extension LogFollower.News {
  fileprivate var hasRefusal: Bool {
    guard case .entry(let entry) = self else { return false }
    return entry.refusal != nil
  }
}
