/// The end of a process, and with what the next one begins.
public struct Restart: Equatable, Sendable {
  /// What the next process finds.
  public enum Source: Equatable, Sendable {
    /// No journal: its disk is lost, or none was kept.
    case nothing
    /// The carried record of the engine, as for another build.
    case record
    /// A checkpoint of the same build.
    case checkpoint
  }

  /// The point at which the process ends.
  public enum Point: Equatable, Sendable {
    /// Between two events, whatever the disk does.
    case anywhere
    /// Right after everything so far has become durable, if the disk still works.
    case afterCommit
    /// While it sends its next message, of which only this number of requests leaves.
    case amidMessage(requests: Int)
  }

  /// The time since the world began.
  public let afterNanoseconds: Int64
  public var source = Source.nothing
  public var point = Point.anywhere

  public init(
    afterNanoseconds: Int64, source: Source = .nothing, point: Point = .anywhere
  ) {
    self.afterNanoseconds = afterNanoseconds
    self.source = source
    self.point = point
  }
}
