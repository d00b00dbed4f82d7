import Journal

/// A place in the inputs of a journal. It is a value: a copy reads on by itself, with the same reader.
struct RecordedInputs: Sendable {
  /// The reader of one file, and where it stands, so that reading on needs no search. It is used on
  /// one thread.
  private final class File: @unchecked Sendable {
    let reader: JournalReader
    var cursor: BatchCursor?

    init(_ reader: JournalReader) { self.reader = reader }

    /// The inputs of the batch that begins with a number; nil if there is none yet.
    func batch(from first: UInt64) throws -> [UInt8]? {
      if cursor?.next != first { cursor = try reader.batches(from: first) }
      return try cursor?.next { [UInt8]($0.body) } ?? nil
    }

    /// The batch that holds an input: its inputs, and the number of the first of them.
    func batch(holding number: UInt64) throws -> (bytes: [UInt8], first: UInt64)? {
      cursor = try reader.batches(from: number)
      return try cursor?.next { ([UInt8]($0.body), $0.first) } ?? nil
    }
  }

  private let file: File
  private var batch = InputCursor([])
  /// The number of the last input that was returned.
  private(set) var number: UInt64

  /// - Parameter number: the number of the last input that is not returned.
  /// - Throws: ``JournalError`` or ``InputError``.
  init(_ reader: JournalReader, after number: UInt64) throws {
    file = File(reader)
    self.number = number
    guard let (bytes, first) = try file.batch(holding: number + 1) else { return }
    batch = InputCursor(bytes)
    for _ in first..<(number + 1) { _ = try batch.next() }
  }

  var reader: JournalReader { file.reader }

  /// Returns the next input and the digest of what it caused; nil if there is none yet.
  mutating func next() throws -> (input: RecordedInput, effects: UInt64?)? {
    if batch.isAtEnd {
      guard let bytes = try file.batch(from: number + 1) else { return nil }
      batch = InputCursor(bytes)
    }
    guard let next = try batch.next() else { return nil }
    number += 1
    return next
  }
}
