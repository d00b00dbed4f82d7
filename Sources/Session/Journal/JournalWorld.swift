import Engine
import Journal
import Market
import SimulatedVenue
import Venue

/// A recorded session: the inputs of a journal, one after the other, given to an engine again.
///
/// It is a value and can be stepped both ways. Copies share the reader. What each input causes is
/// compared with what it caused when it was recorded.
public struct JournalWorld: Sendable {
  public var kernel: Kernel
  public private(set) var time: Instant
  /// The first input that caused something else than it did when it was recorded.
  public private(set) var divergence: Divergence?
  /// Why the record can't be read on; nil as long as it can.
  public private(set) var problem: String?

  private var inputs: RecordedInputs
  private var segments: Segments
  private var source: NamedSource?
  /// The next input, once it was looked at.
  private var ahead: (input: RecordedInput, effects: UInt64?)?
  private let record: RecordFacts

  /// What a journal is, apart from its inputs.
  struct RecordFacts: Sendable {
    let path: String
    let mode: String
    let first: Instant
    let last: Instant
    let count: Int
  }

  init(
    _ engine: Engine, _ inputs: RecordedInputs, _ segments: Segments, _ record: RecordFacts
  ) throws {
    kernel = Kernel(engine)
    kernel.begin(after: Int(inputs.number))
    self.inputs = inputs
    self.segments = segments
    self.record = record
    time = record.first
    source = try segments.source(with: engine.book.source)
    look()
  }

  /// The number of the last input.
  public var number: UInt64 { UInt64(kernel.inputCount) }
}

extension JournalWorld: TradingWorld {
  /// When the next input came; nil at the end of what is recorded.
  public var nextTime: Instant? {
    guard problem == nil else { return nil }
    switch ahead?.input {
    case nil: return nil
    case .nextOfSource?: return source?.nextTime ?? time
    case .ofSource(_, let moment)?, .market(let moment, _, _, _)?, .other(_, let moment)?:
      return moment
    }
  }

  @discardableResult
  public mutating func advance() -> Bool {
    if ahead == nil { look() }
    guard problem == nil, let (input, expected) = ahead else { return false }
    do {
      try beginSegmentIfDue()
      try give(input)
    } catch {
      problem = "\(error)"
      return false
    }
    compare(expected)
    look()
    return true
  }

  /// A record takes no commands.
  public mutating func perform(_ command: Command) {}

  public mutating func hear(_ news: JournalNews) {}

  public var updateIndex: Int { kernel.inputCount }

  public var facts: WorldFacts {
    WorldFacts(
      mode: record.mode, venue: "record", symbol: engine.instrument.symbol, source: record.path,
      first: record.first, last: record.last, updateIndex: kernel.inputCount,
      updateCount: record.count, decisions: engine.counters.decisions, faults: [],
      refusalTexts: [], isRecord: true)
  }

  public func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    kernel.snapshot(frame, now: now)
  }

  // MARK: One input

  /// Reads the next input, if there is one yet.
  private mutating func look() {
    guard problem == nil else { return }
    do {
      ahead = try inputs.next()
    } catch {
      ahead = nil
      problem = "\(error)"
    }
  }

  /// At the first input of a segment, goes on from what the segment begins with. In the build that
  /// wrote it, that is the same engine.
  private mutating func beginSegmentIfDue() throws {
    guard let engine = try segments.begin(before: number + 1) else { return }
    kernel.restart(with: engine)
    source = try segments.source(with: engine.book.source)
  }

  private mutating func give(_ input: RecordedInput) throws {
    switch input {
    case .nextOfSource:
      guard let update = source?.next() else { throw RecordError.sourceEnds(input: number + 1) }
      time = update.time
      kernel.hear(update, place: nil)
    case .ofSource(let place, let moment):
      guard let update = source?.update(place) else {
        throw RecordError.sourceEnds(input: number + 1)
      }
      time = moment
      kernel.hear(
        MarketUpdate(
          time: moment, asOf: update.time, kinds: update.kinds, changes: update.changes),
        place: nil)
    case .market(let moment, let asOf, let kinds, let changes):
      time = moment
      changes.withUnsafeBufferPointer {
        kernel.hear(
          MarketUpdate(time: moment, asOf: asOf, kinds: kinds, changes: $0), place: nil)
      }
    case .other(let input, let moment):
      time = max(time, moment)
      kernel.repeatInput(input, at: moment)
    }
  }

  private mutating func compare(_ expected: UInt64?) {
    let found = kernel.takeDigest()
    guard divergence == nil, found != expected else { return }
    divergence = Divergence(input: number, time: time, expected: expected, found: found)
  }
}

/// An input that caused something else than it did when it was recorded.
public struct Divergence: Equatable, Sendable {
  public let input: UInt64
  public let time: Instant
  /// The digest of what it caused then; nil if it caused nothing.
  public let expected: UInt64?
  /// The digest of what it caused now; nil if it caused nothing.
  public let found: UInt64?
}

/// Why recorded inputs can't be repeated.
public enum RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The market that the journal names ends before this input.
  case sourceEnds(input: UInt64)
  /// A segment begins with nothing that this build can start from.
  case noBeginning(segment: Int64)
  /// There is no input yet.
  case isEmpty(path: String)

  public var description: String {
    switch self {
    case .sourceEnds(let input): "the market that the journal names ends before input \(input)"
    case .noBeginning(let segment):
      "segment \(segment) has no record of the engine that it begins with"
    case .isEmpty(let path): "\(path): nothing was recorded yet"
    }
  }
}
