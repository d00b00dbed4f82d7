/// A checksum of 64 bits over words and bytes, as format 1 of the journal has it.
///
/// It finds accidents, not forgery. It must never change: journals of older builds are checked by it.
struct Checksum {
  private static let first: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let second: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  // Four lanes that do not wait for each other.
  private var lanes = SIMD4<UInt64>(
    0x52_75_6E_67, Checksum.first, Checksum.second, ~Checksum.first)

  mutating func add(_ word: UInt64) { lanes[0] = Checksum.turned(lanes[0], word) }
  mutating func add(_ word: Int64) { add(UInt64(bitPattern: word)) }

  /// Adds a text and its length; nil differs from an empty text.
  mutating func add(_ text: String?) {
    guard var text else { return add(UInt64.max) }
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes and their number.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var place = 0
    while place + 32 <= bytes.count {
      a = Checksum.turned(a, Checksum.word(bytes, place))
      b = Checksum.turned(b, Checksum.word(bytes, place + 8))
      c = Checksum.turned(c, Checksum.word(bytes, place + 16))
      d = Checksum.turned(d, Checksum.word(bytes, place + 24))
      place += 32
    }
    while place + 8 <= bytes.count {
      b = Checksum.turned(b, Checksum.word(bytes, place))
      place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place])
      place += 1
    }
    lanes = SIMD4(a, b, Checksum.turned(c, rest), d)
  }

  /// As a column of SQLite holds it.
  var value: Int64 {
    var sum: UInt64 = 0
    for lane in 0..<4 {
      sum = Checksum.turned(sum, lanes[lane])
      sum ^= sum >> 29
    }
    return Int64(bitPattern: sum ^ sum >> 32)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private static func turned(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let sum = lane &+ word &* second
    return (sum << 31 | sum >> 33) &* first
  }
}
