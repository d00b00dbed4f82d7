import Engine
import Market
import Venue

/// An input as a journal has it.
public enum RecordedInput: Sendable {
  /// The next update of the source that the engine hears.
  case nextOfSource
  /// The source's update with this number, counted from zero, which arrived at a moment.
  case ofSource(Int, at: Instant)
  /// A market update that is in no source.
  case market(at: Instant, asOf: Instant, MarketKinds, [MarketChange])
  /// Anything else.
  case other(Input, at: Instant)
}

/// A place within the inputs of one batch. It is a value: a copy reads on by itself.
public struct InputCursor: Sendable {
  private let bytes: [UInt8]
  private var place = 0
  /// How many updates of a run at this place are still to come.
  private var run: UInt32 = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public var isAtEnd: Bool { run == 0 && place == bytes.count }

  /// Returns the next input, and the digest of what it caused; nil at the end of the batch.
  public mutating func next() throws(InputError) -> (input: RecordedInput, effects: UInt64?)? {
    if run > 1 {
      run -= 1
      return (.nextOfSource, nil)
    }
    if run == 1 {
      run = 0
      return (.nextOfSource, try takeEffects())
    }
    guard place < bytes.count else { return nil }
    return try readNext()
  }

  private mutating func readNext() throws(InputError) -> (input: RecordedInput, effects: UInt64?)? {
    let (start, held) = (place, bytes)
    var result: Result<(RecordedInput?, UInt32, Int), InputError> = .failure(.endsEarly(at: start))
    held.withUnsafeBytes { raw in
      var reader = ByteReader(UnsafeRawBufferPointer(rebasing: raw[start...]))
      do throws(InputError) {
        let (input, run) = try Self.read(&reader)
        result = .success((input, run, reader.place))
      } catch {
        result = .failure(error.moved(by: start))
      }
    }
    let (input, count, size) = try result.get()
    place += size
    guard let input else {
      run = count
      return try next()
    }
    return (input, try takeEffects())
  }

  /// Reads an input, or the length of a run of updates.
  private static func read(
    _ reader: inout ByteReader
  ) throws(InputError) -> (input: RecordedInput?, run: UInt32) {
    let kind: InputKind = try reader.readCase("a kind of input")
    if kind == .nextOfSource {
      let count = try reader.read(UInt32.self)
      guard count > 0 else { throw .impossible("a number of updates", 0, at: 1) }
      return (nil, count)
    }
    guard kind != .effects else { throw .unknown("a kind of input", UInt64(kind.rawValue), at: 0) }
    let time = try reader.readTime()
    switch kind {
    case .ofSource:
      let number = try reader.read(Int64.self)
      guard number >= 0 else { throw .impossible("an update's number", number, at: 9) }
      return (.ofSource(Int(number), at: time), 0)
    case .market: return (try market(&reader, at: time), 0)
    default: return (.other(try input(kind, &reader), at: time), 0)
    }
  }

  private static func market(
    _ reader: inout ByteReader, at time: Instant
  ) throws(InputError) -> RecordedInput {
    let asOf = try reader.readTime()
    let kinds = MarketKinds(rawValue: try reader.read())
    let count = Int(try reader.read(UInt32.self))
    let raw = try reader.readBytes(count * MemoryLayout<MarketChange>.stride)
    let changes = (0..<count).map {
      raw.loadUnaligned(
        fromByteOffset: $0 * MemoryLayout<MarketChange>.stride, as: MarketChange.self)
    }
    return .market(at: time, asOf: asOf, kinds, changes)
  }

  private static func input(
    _ kind: InputKind, _ reader: inout ByteReader
  ) throws(InputError) -> Input {
    switch kind {
    case .reports: .reports(try reader.readList())
    case .answer: .answer(try VenueAnswer(from: &reader))
    case .filled: .filled(since: try reader.readTime())
    case .command: .command(try Command(from: &reader))
    case .mismatch: .mismatch
    case .journal: .journal(try reader.readCase("news of the journal"))
    case .restarted:
      .restarted(
        above: ReservedNumbers(
          orders: try reader.read(), lots: PositionID(try reader.read())))
    case .fillsKept: .fillsKept(bookedBy: try reader.readTime())
    case .recalled:
      .recalled(RecalledFills(fills: try reader.readList(), fundings: try reader.readList()))
    case .deadline, .nextOfSource, .market, .effects, .ofSource: .deadline
    }
  }

  /// The digest at this place, if there is one here.
  private mutating func takeEffects() throws(InputError) -> UInt64? {
    guard place < bytes.count, bytes[place] == InputKind.effects.rawValue else { return nil }
    guard bytes.count - place >= 9 else { throw .endsEarly(at: bytes.count) }
    defer { place += 9 }
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place + 1, as: UInt64.self))
    }
  }
}

extension InputError {
  /// The same error in bytes that begin earlier.
  fileprivate func moved(by offset: Int) -> InputError {
    switch self {
    case .endsEarly(let place): .endsEarly(at: place + offset)
    case .unknown(let what, let number, let place): .unknown(what, number, at: place + offset)
    case .impossible(let what, let number, let place): .impossible(what, number, at: place + offset)
    case .isCountedWrong: self
    }
  }
}
