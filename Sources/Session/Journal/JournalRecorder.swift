import Engine
import Journal
import Market
import Venue

/// Takes what a recorder has gathered. The writer on the journal's thread does, and so does one that
/// writes at once.
public protocol JournalSink: AnyObject, Sendable {
  /// Takes inputs that follow those given before.
  ///
  /// - Parameters:
  ///   - bytes: the inputs, as an ``InputWriter`` makes them.
  ///   - time: the moment of the last one.
  func append(_ bytes: [UInt8], count: Int, time: Instant, rows: [RowWrite])
}

/// Which market updates a journal names instead of writing them down.
public enum NamedUpdates: UInt8, Sendable {
  /// None: there is no source that has them later.
  case none
  /// Every update that the engine hears is the source's next, and arrives at its own time.
  case inOrder
  /// Each update that comes from the source, by its number there.
  case byNumber
}

/// Records the inputs of a kernel and what each caused, and makes the rows of the readable tables.
///
/// It is used on one thread: that of the loop.
public final class JournalRecorder: InputRecorder, @unchecked Sendable {
  private var inputs = InputWriter()
  private var rows: [RowWrite] = []
  private var tables: TableKeeper
  private let sink: any JournalSink
  private let named: NamedUpdates
  private var time = Instant.distantPast
  private var input = Input.deadline
  /// The number of the last input.
  public private(set) var number: UInt64
  /// The number in the source of the first update that is still to come.
  public private(set) var place: Int
  /// The number of bytes handed over so far.
  public private(set) var bytes: UInt64 = 0

  /// The size at which what was gathered is handed over, in bytes.
  private static let handOver = 65_536

  /// - Parameters:
  ///   - number: the number of the last input that the journal has.
  ///   - engine: the engine as of that input.
  ///   - place: the number in the source of the first update that is still to come.
  public init(
    _ sink: any JournalSink, after number: UInt64, _ engine: Engine, named: NamedUpdates,
    from place: Int
  ) {
    self.sink = sink
    self.number = number
    self.named = named
    self.place = place
    tables = TableKeeper(instrument: engine.instrument)
    tables.begin(with: engine)
  }

  public func record(_ input: Input, at time: Instant, place: Int?) {
    number += 1
    self.time = time
    self.input = input
    guard case .market = input, let place else { return inputs.add(input, at: time) }
    self.place = place + 1
    switch named {
    case .none: inputs.add(input, at: time)
    case .inOrder: inputs.addNextOfSource()
    case .byNumber: inputs.add(ofSource: place, at: time)
    }
  }

  public func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {
    if let digest = BoundaryHash.digest(effects, since: mark) {
      inputs.addEffects(digest)
    }
    tables.take(
      input, number: number, at: time, effects: effects, since: mark, engine: engine, into: &rows)
    if inputs.size >= Self.handOver { handOver() }
  }

  /// Hands what was gathered over to the journal. The loop does so whenever it has caught up.
  public func handOver() {
    guard inputs.count > 0 || !rows.isEmpty else { return }
    let (taken, count) = inputs.take()
    bytes += UInt64(taken.count)
    sink.append(taken, count: count, time: time, rows: rows)
    rows.removeAll(keepingCapacity: true)
  }
}
