import CZlib
import Market

/// The binary tape, format versions 1 and 2.
///
/// A tape is a header followed by records, and nothing after them. All numbers are little-endian.
///
/// Header:
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | magic: 89 52 54 41 50 45 0D 0A, so that a transfer as text is noticed |
/// | 8 | 4 | format version: 2 where there are mark prices, else 1, which older builds read too |
/// | 12 | 4 | length of the header with its padding, a multiple of 16 |
/// | 16 | 4 | CRC-32 of the header, these four bytes taken as zero |
/// | 20 | 4 | CRC-32 of the records |
/// | 24 | 8 × 7 | counts: records, updates, levels, quotes, trades, gaps, clears |
/// | 80 | 8 × 3 | counts of what import changed: rounded trades, rounded sizes, dropped trades |
/// | 104 | 8 | the longest gap in nanoseconds |
/// | 112 | 8 × 2 | first and last time, nanoseconds since 1970 |
/// | 128 | 8 × 2 | mantissas of tick and step |
/// | 144 | 4 × 2 | decimals of tick and step |
/// | 152 | 8 | minimum notional, in units of tick × step |
/// | 160 | 8 × 2 | maker and taker fee, in 10⁻⁸ of the notional |
/// | 176 | 4 | flags: bit 0, the tick is inferred; bit 1, the step is |
/// | 180 | 4 | zero |
/// | 184 | 8 | in version 2 alone: count of mark prices |
/// | then | | symbol, venue, source, licence, notes: each its length in 4 bytes, then UTF-8 |
/// | | | zeros up to a multiple of 16 |
///
/// Records are ``MarketChange`` as it is in memory, 16 bytes each: for every atomic update a
/// ``MarketChange/Kind/frame`` with its time, the mask of kinds inside and the count of changes,
/// then its changes. A gap comes first in its update. The first 16 bytes of the header keep their
/// meaning in all versions to come.
enum TapeFormat {
  /// The newest version that this build reads.
  static let version = 2
  /// The first version that has mark prices.
  static let marks = 2
  static let magic: [UInt8] = [0x89, 0x52, 0x54, 0x41, 0x50, 0x45, 0x0D, 0x0A]
  static let recordLength = MemoryLayout<MarketChange>.stride
  static let checksumOffset = 16
  /// The length of the shortest header, in which all texts are empty.
  static let shortestHeader = 208
  static let longestHeader = 16 << 20

  /// The header as bytes, with its own checksum and padding.
  static func encode(_ header: TapeHeader) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes += magic
    writer.add(UInt32(version(of: header)))
    writer.add(UInt32(0))
    writer.add(UInt32(0))
    writer.add(header.checksum)
    add(header.counts, to: &writer)
    writer.add(header.firstTime.nanoseconds)
    writer.add(header.lastTime.nanoseconds)
    add(header.instrument, to: &writer)
    writer.add(UInt32((header.tickIsInferred ? 1 : 0) | (header.stepIsInferred ? 2 : 0)))
    writer.add(UInt32(0))
    if header.counts.marks > 0 { writer.add(Int64(header.counts.marks)) }
    for text in [
      header.instrument.symbol, header.instrument.venue, header.provenance.source,
      header.provenance.licence, header.provenance.notes,
    ] { writer.add(text) }
    while writer.bytes.count % recordLength != 0 { writer.bytes.append(0) }
    writer.put(UInt32(writer.bytes.count), at: 12)
    writer.put(writer.bytes.withUnsafeBytes { checksum($0) }, at: checksumOffset)
    return writer.bytes
  }

  /// The oldest version that can hold this tape.
  static func version(of header: TapeHeader) -> Int { header.counts.marks > 0 ? marks : 1 }

  private static func add(_ counts: TapeCounts, to writer: inout ByteWriter) {
    for count in [
      counts.records, counts.updates, counts.levels, counts.quotes, counts.trades, counts.gaps,
      counts.clears, counts.roundedTrades, counts.roundedSizes, counts.droppedTrades,
    ] { writer.add(Int64(count)) }
    writer.add(counts.longestGap)
  }

  private static func add(_ instrument: Instrument, to writer: inout ByteWriter) {
    writer.add(instrument.tick.mantissa)
    writer.add(instrument.step.mantissa)
    writer.add(UInt32(instrument.tick.decimals))
    writer.add(UInt32(instrument.step.decimals))
    writer.add(instrument.minimumNotional.units)
    writer.add(instrument.makerFee.hundredMillionths)
    writer.add(instrument.takerFee.hundredMillionths)
  }

  /// CRC-32 as in gzip and PNG.
  static func checksum(_ bytes: UnsafeRawBufferPointer, after: UInt32 = 0) -> UInt32 {
    guard let base = bytes.baseAddress else { return after }
    let start = base.assumingMemoryBound(to: UInt8.self)
    return UInt32(truncatingIfNeeded: crc32_z(UInt(after), start, bytes.count))
  }
}

/// Writes numbers and texts one after the other.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ text: String) {
    add(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ number: UInt32, at offset: Int) {
    withUnsafeBytes(of: number.littleEndian) {
      bytes.replaceSubrange(offset..<offset + 4, with: $0)
    }
  }
}

/// Reads numbers and texts one after the other; nil if the bytes end first.
struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  var offset: Int

  mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard bytes.count - offset >= size else { return nil }
    defer { offset += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  mutating func text() -> String? {
    guard let length = number(UInt32.self), Int(length) <= bytes.count - offset else { return nil }
    defer { offset += Int(length) }
    return String(decoding: bytes[offset..<offset + Int(length)], as: UTF8.self)
  }
}
