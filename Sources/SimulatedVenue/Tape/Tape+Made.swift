import Glibc
import Market

extension Tape {
  /// Makes a tape of records that a program wrote: frames and their changes, one after the other.
  ///
  /// The caller must pass correct records; a wrong one stops the program.
  public convenience init(made records: [MarketChange], of instrument: Instrument) {
    // Counts, times and the checksum are filled in as the records are checked.
    let memory = records.withUnsafeBytes { TapeMemory(copying: $0) }
    self.init(
      memory, header: TapeHeader(unfilled: instrument, TapeProvenance()), origin: .made(memory))
  }

  /// Makes a tape of records that come from a file.
  ///
  /// - Parameter path: that file, for messages.
  /// - Throws: ``TapeError``, if there is none, or one of them is not allowed on a tape.
  public convenience init(
    checking records: [MarketChange], of instrument: Instrument, _ provenance: TapeProvenance,
    from path: String
  ) throws(TapeError) {
    guard !records.isEmpty else { throw .noData(path: path) }
    let memory = records.withUnsafeBytes { TapeMemory(copying: $0) }
    do throws(TapeCheck.Fault) {
      _ = try TapeCheck(
        memory.bytes.assumingMemoryBound(to: MarketChange.self), tick: instrument.tick,
        step: instrument.step)
    } catch {
      throw .corrupt(path: path, offset: 0, what: "market record \(error.record): \(error.what)")
    }
    self.init(memory, header: TapeHeader(unfilled: instrument, provenance), origin: .made(memory))
  }
}

extension TapeMemory {
  /// A copy of bytes.
  convenience init(copying bytes: UnsafeRawBufferPointer) {
    guard let base = malloc(max(1, bytes.count)) else { preconditionFailure("out of memory") }
    if let start = bytes.baseAddress { memcpy(base, start, bytes.count) }
    self.init(owning: UnsafeRawBufferPointer(start: base, count: bytes.count), kind: .allocated)
  }
}

extension TapeHeader {
  /// A header whose counts, times and checksum are filled in as the records are checked.
  init(unfilled instrument: Instrument, _ provenance: TapeProvenance) {
    self.init(
      instrument: instrument, tickIsInferred: false, stepIsInferred: false, provenance: provenance,
      counts: TapeCounts(), firstTime: .distantPast, lastTime: .distantPast, checksum: 0)
  }
}

extension TapeOrigin {
  /// No file: the tape was made in memory.
  static func made(_ memory: TapeMemory) -> TapeOrigin {
    TapeOrigin(path: "made", form: .text, bytes: memory.bytes.count)
  }
}
