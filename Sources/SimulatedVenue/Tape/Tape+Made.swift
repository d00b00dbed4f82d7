import Glibc
import Market

extension Tape {
  /// Makes a tape of records that a program wrote: frames and their changes, one after the other.
  ///
  /// The caller must pass correct records; a wrong one stops the program.
  public convenience init(made records: [MarketChange], of instrument: Instrument) {
    let length = records.count * MemoryLayout<MarketChange>.stride
    guard let base = malloc(max(1, length)) else { preconditionFailure("out of memory") }
    records.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { memcpy(base, start, length) }
    }
    let memory = TapeMemory(
      owning: UnsafeRawBufferPointer(start: base, count: length), kind: .allocated)
    // Counts, times and the checksum are filled in as the records are checked.
    let header = TapeHeader(
      instrument: instrument, tickIsInferred: false, stepIsInferred: false,
      provenance: TapeProvenance(), counts: TapeCounts(), firstTime: .distantPast,
      lastTime: .distantPast, checksum: 0)
    self.init(memory, header: header, origin: TapeOrigin(path: "made", form: .text, bytes: length))
  }
}
