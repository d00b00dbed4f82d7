import Engine
import Journal
import Market
import SimulatedVenue

/// Finds the market that a segment names; nil if its inputs name none.
public typealias SegmentMarket = @Sendable (Segment) throws -> SegmentSource?

/// The market that a segment names, and where the segment begins in it.
public struct SegmentSource: Sendable {
  public let source: MarketSource
  /// The number of the market's updates before the segment.
  public let place: Int
  /// The number of the market's first updates that the source lacks: it is a slice of the recording.
  public let skipped: Int

  public init(_ source: MarketSource, place: Int, skipped: Int = 0) {
    self.source = source
    self.place = place
    self.skipped = skipped
  }
}

/// The segments of a journal: what each begins with, and which of them the present input is in.
struct Segments: Sendable {
  private let all: [Segment]
  private var present: Int
  /// Finds the market that a segment names; nil if its inputs name none.
  private let market: SegmentMarket

  /// - Parameter number: the number of the last input.
  init(
    _ all: [Segment], at number: UInt64, _ market: @escaping SegmentMarket
  ) {
    self.all = all
    self.market = market
    present = max(0, all.lastIndex { $0.first <= number + 1 } ?? 0)
  }

  /// The market that the present segment names, for an engine with a book of that channel.
  func source(with book: Book.Source) throws -> NamedSource? {
    try market(all[present]).map { NamedSource($0, heard: .heard(with: book)) }
  }

  /// If a segment begins with the input of this number, returns the engine that it begins with.
  mutating func begin(before number: UInt64) throws -> Engine? {
    guard present + 1 < all.count, all[present + 1].first <= number else { return nil }
    present += 1
    return try Engine(of: all[present])
  }
}

extension Engine {
  /// The engine that a segment begins with.
  public init(of segment: Segment) throws {
    guard let text = segment.start.record else {
      throw RecordError.noBeginning(segment: segment.id)
    }
    try self.init(record: RecordText.record(of: text))
  }
}
