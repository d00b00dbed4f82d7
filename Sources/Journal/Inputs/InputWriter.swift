import Engine
import Market
import Venue

/// Writes inputs as bytes, one after the other, each with a digest of what it caused.
///
/// A market update may be named instead of written: the source that the journal's segment names
/// has it. Updates that caused nothing and follow each other in the source are only counted.
public struct InputWriter: Sendable {
  private var writer = ByteWriter()
  /// The number of inputs since the last hand-over.
  public private(set) var count = 0
  /// The place of the count of the run of updates at the end; nil if there is none.
  private var run: (place: Int, count: UInt32)?

  public init() {}

  /// The number of bytes since the last hand-over.
  public var size: Int { writer.count }

  /// Adds the source's next update, which arrives at its own time.
  @inline(__always) public mutating func addNextOfSource() {
    count += 1
    if run != nil {
      run?.count += 1
    } else {
      writer.write(InputKind.nextOfSource.rawValue)
      run = (writer.count, 1)
      writer.write(UInt32(0))
    }
  }

  /// Adds an update of the source, by its number there, which arrives at a moment.
  public mutating func add(ofSource number: Int, at time: Instant) {
    begin(.ofSource, at: time)
    writer.write(UInt64(number))
  }

  /// Adds an input. The changes of a market update are copied.
  public mutating func add(_ input: Input, at time: Instant) {
    switch input {
    case .market(let update):
      begin(.market, at: update.time)
      writer.write(update.asOf)
      writer.write(update.kinds.rawValue)
      writer.write(UInt32(update.changes.count))
      writer.write(UnsafeRawBufferPointer(update.changes))
    case .reports(let reports):
      begin(.reports, at: time)
      writer.write(reports)
    case .answer(let answer):
      begin(.answer, at: time)
      answer.write(to: &writer)
    case .filled(let moment):
      begin(.filled, at: time)
      writer.write(moment)
    case .command(let command):
      begin(.command, at: time)
      command.write(to: &writer)
    case .mismatch: begin(.mismatch, at: time)
    case .deadline: begin(.deadline, at: time)
    case .journal(let news):
      begin(.journal, at: time)
      writer.write(news.rawValue)
    case .restarted(let reserved):
      begin(.restarted, at: time)
      writer.write(reserved.orders)
      writer.write(reserved.lots.value)
    case .fillsKept(let moment):
      begin(.fillsKept, at: time)
      writer.write(moment)
    case .recalled(let recalled):
      begin(.recalled, at: time)
      writer.write(recalled.fills)
      writer.write(recalled.fundings)
    }
  }

  /// Adds the digest of what the last input caused.
  public mutating func addEffects(_ digest: UInt64) {
    endRun()
    writer.write(InputKind.effects.rawValue)
    writer.write(digest)
  }

  /// Hands over the bytes of the inputs since the last hand-over.
  public mutating func take() -> (bytes: [UInt8], count: Int) {
    endRun()
    defer { count = 0 }
    return (writer.take(), count)
  }

  private mutating func begin(_ kind: InputKind, at time: Instant) {
    endRun()
    count += 1
    writer.write(kind.rawValue)
    writer.write(time)
  }

  private mutating func endRun() {
    guard let run else { return }
    writer.replace(at: run.place, with: run.count)
    self.run = nil
  }
}

/// The numbers of the kinds of inputs. They never change.
enum InputKind: UInt8 {
  /// A number of updates of the source, each the next that the engine hears.
  case nextOfSource = 0
  case market = 1
  case reports = 2
  case answer = 3
  case filled = 4
  case command = 5
  case mismatch = 6
  case deadline = 7
  case restarted = 8
  /// The digest of what the input before it caused. It is no input itself.
  case effects = 9
  /// One update of the source, by its number there.
  case ofSource = 10
  case journal = 11
  case fillsKept = 12
  case recalled = 13
}
