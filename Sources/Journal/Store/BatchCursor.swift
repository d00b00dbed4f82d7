import Market

/// A place in the inputs of a journal. It reads on from there, and again when more was committed.
///
/// Between two reads nothing is held: the writer can use its log again.
public final class BatchCursor {
  private let reader: JournalReader
  private let statement: Statement
  /// The number of the first input of the next batch.
  public private(set) var next: UInt64
  /// The next batch begins behind this number: the last batch's own, so that one that overlaps it is
  /// seen.
  private var begun: UInt64

  /// - Throws: ``JournalError/forgotten(path:before:)`` for inputs that are deleted.
  init(_ reader: JournalReader, from input: UInt64) throws(JournalError) {
    self.reader = reader
    let extent = try reader.extent()
    guard input >= extent.first else {
      throw .forgotten(path: reader.path, before: extent.first)
    }
    (statement, next) = try reader.reading("batch", at: input) { () throws(StorageError) in
      let database = reader.database
      let before = try database.integer(
        of: "SELECT max(first) FROM batch WHERE first <= \(Int64(clamping: input))",
        .read(table: "batch"))
      let place = before.map(UInt64.init(bitPattern:)) ?? extent.first
      let isInside = input <= extent.last && place >= extent.first
      return .success(
        (
          try database.prepare(JournalSchema.readBatches, .read(table: "batch")),
          isInside ? place : extent.last + 1
        ))
    }
    begun = next - 1
  }

  /// Reads batches in order, until `use` returns false, a number of batches is read, or there is no
  /// more yet.
  ///
  /// - Returns: how many batches were read.
  /// - Throws: ``JournalError``, or what `use` throws.
  @discardableResult
  public func read(upTo limit: Int = .max, _ use: (Batch) throws -> Bool) throws -> Int {
    statement.bind(1, begun)
    defer { statement.reset() }
    var count = 0
    while count < limit, let batch = try nextBatch() {
      begun = batch.first
      next = batch.last + 1
      count += 1
      guard try use(batch) else { break }
    }
    return count
  }

  /// Reads one batch; nil if there is none yet.
  public func next<Result>(_ use: (Batch) throws -> Result) throws -> Result? {
    var result: Result?
    try read(upTo: 1) {
      result = try use($0)
      return true
    }
    return result
  }

  /// Checks the next batch without going on.
  func checkNext() throws(JournalError) {
    statement.bind(1, begun)
    defer { statement.reset() }
    _ = try nextBatch()
  }

  private func nextBatch() throws(JournalError) -> Batch? {
    do throws(JournalError) {
      return try checkedBatch()
    } catch {
      // Retention may have deleted what was to come.
      guard case .damaged(let damage) = error, case .hole = damage.finding,
        let kept = try reader.segments().first?.first, kept > next
      else { throw error }
      throw .forgotten(path: reader.path, before: kept)
    }
  }

  private func checkedBatch() throws(JournalError) -> Batch? {
    try reader.reading("batch", at: next) { () throws(StorageError) in
      guard try statement.step() else { return .success(nil) }
      let first = UInt64(bitPattern: statement.integer(0))
      let batch = Batch(
        first: first, count: Int(statement.integer(1)),
        time: Instant(nanoseconds: statement.integer(2)), body: statement.bytes(3))
      guard batch.check == statement.integer(4) else { return .failure(.checksum, at: first) }
      guard batch.count > 0 else { return .failure(.emptyBatch, at: first) }
      guard first <= next else { return .failure(.hole(found: first), at: next) }
      guard first == next else { return .failure(.overlap(found: first), at: next) }
      return .success(batch)
    }
  }
}
