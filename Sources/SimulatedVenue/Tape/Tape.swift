import Glibc
import Market

/// A recorded market: every update of it, ready to be folded.
///
/// Whatever it was made from, all of it was checked when it was opened: kinds are known, frames
/// fit, time never goes back, prices are in range, sizes are not negative and trades are not empty.
/// It never changes, so any number of readers can share it. ``records`` points into it and is valid
/// as long as the tape is.
public final class Tape: Sendable {
  public let header: TapeHeader
  public let origin: TapeOrigin
  /// What the operator should know before he trusts a replay: what was inferred rather than stated,
  /// and what is implausible. Clauses, without the file's name.
  public let notices: [String]
  /// Frames and changes, one after the other; read with a ``TapeCursor``.
  ///
  /// This is a view: keep the tape in a property or a variable as long as the view is used. The
  /// view of a tape that nothing holds, as in `Tape(path: path).records`, is gone before it is
  /// read.
  public nonisolated(unsafe) let records: UnsafeBufferPointer<MarketChange>

  private let memory: TapeMemory
  private let index: TapeIndex

  /// Maps and checks a binary tape.
  public convenience init(path: String) throws(TapeError) {
    try self.init(mapping: path, options: TapeImportOptions())
  }

  /// Opens a tape in either form, recognised by its first bytes.
  ///
  /// Fees and the minimum notional of the options override those of the file. A tick or a step can
  /// be given only for a text tape, because a binary one is counted in them. The path `-` is
  /// standard input; what can't be mapped, such as a pipe, is read whole.
  public static func load(path: String, options: TapeImportOptions = TapeImportOptions())
    throws(TapeError) -> Tape
  {
    let source = try ByteSource(path: path)
    switch source.form {
    case .binary:
      guard !source.isRegularFile else { return try Tape(mapping: path, options: options) }
      return try Tape(binary: TapeMemory.read(source), path: source.path, options: options)
    case .foreign(let what): throw .foreign(path: source.path, what: what)
    case .gzip, .plain:
      return try TapeImporter(path: source.path, options: options).tape(from: source)
    }
  }

  private convenience init(mapping path: String, options: TapeImportOptions) throws(TapeError) {
    try self.init(binary: TapeMemory.map(path), path: path, options: options)
  }

  /// Checks a binary tape in memory.
  init(binary memory: TapeMemory, path: String, options: TapeImportOptions) throws(TapeError) {
    let header: TapeHeader
    do throws(TapeFault) {
      let length: Int
      (header, length) = try TapeFormat.decode(memory.bytes)
      records = UnsafeRawBufferPointer(rebasing: memory.bytes[length...])
        .assumingMemoryBound(to: MarketChange.self)
      index = try Tape.checkedIndex(of: records, header: header, offset: length)
    } catch {
      throw error.at(path)
    }
    guard header.counts.records > 0 else { throw .noData(path: path) }
    if let what = ContractForm(header).objection {
      throw .badOption(path: path, option: "contract", what: what)
    }
    self.header = try options.applied(to: header, path: path)
    notices = TapeNotices.of(header)
    origin = TapeOrigin(
      path: path, form: .binary(version: TapeFormat.version(of: header)), bytes: memory.bytes.count)
    self.memory = memory
  }

  /// Makes sure, after a run that read the file, that nobody wrote to it since it was opened.
  ///
  /// - Throws: ``TapeError/changed(path:)``.
  public func checkUnchanged() throws(TapeError) {
    guard memory.hasChanged else { return }
    guard memory.isWhole,
      TapeFormat.checksum(UnsafeRawBufferPointer(records)) == header.checksum
    else { throw .changed(path: origin.path) }
  }

  /// Checks the records against what the header says about them.
  private static func checkedIndex(
    of records: UnsafeBufferPointer<MarketChange>, header: TapeHeader, offset: Int
  ) throws(TapeFault) -> TapeIndex {
    guard TapeFormat.checksum(UnsafeRawBufferPointer(records)) == header.checksum else {
      throw .corrupt(offset: offset, what: "the checksum of the records doesn't match")
    }
    let check: TapeCheck
    do throws(TapeCheck.Fault) {
      check = try TapeCheck(records, tick: header.instrument.tick, step: header.instrument.step)
    } catch {
      throw .corrupt(
        offset: offset + error.record * TapeFormat.recordLength, what: error.what)
    }
    var counts = check.counts
    counts.takeRoundings(from: header.counts)
    guard counts == header.counts else {
      throw .corrupt(offset: 24, what: "the counts are not those of the records")
    }
    guard header.firstTime == check.firstTime, header.lastTime == check.lastTime else {
      throw .corrupt(offset: 112, what: "the times are not those of the records")
    }
    return check.index
  }

  /// Takes over new records. The caller must pass correct ones; they are checked all the same.
  init(_ memory: TapeMemory, header: TapeHeader, origin: TapeOrigin, notices: [String] = []) {
    records = memory.bytes.assumingMemoryBound(to: MarketChange.self)
    var header = header
    do throws(TapeCheck.Fault) {
      let check = try TapeCheck(
        records, tick: header.instrument.tick, step: header.instrument.step)
      let stated = header.counts
      header.counts = check.counts
      header.counts.takeRoundings(from: stated)
      header.firstTime = check.firstTime
      header.lastTime = check.lastTime
      index = check.index
    } catch {
      preconditionFailure("made a wrong record, number \(error.record): \(error.what)")
    }
    header.checksum = TapeFormat.checksum(memory.bytes)
    self.header = header
    self.origin = origin
    self.memory = memory
    self.notices = notices + TapeNotices.of(header)
  }

  /// The place before the first update at or after `time`; the end if there is none.
  public func position(at time: Instant) -> TapeCursor {
    var cursor = index.cursor(before: time)
    while let next = cursor.nextTime(in: records), next < time { _ = cursor.next(in: records) }
    return cursor
  }

  /// The place before update `number`, counted from zero; the end if there are fewer.
  public func position(update number: Int) -> TapeCursor {
    var cursor = index.cursor(notBehind: number)
    while cursor.update < number, cursor.next(in: records) != nil {}
    return cursor
  }
}
