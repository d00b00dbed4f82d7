/// A running digest of a state: equal states give equal digests, in every process.
public struct StateHash: Sendable {
  public private(set) var value: UInt64 = 0x52_55_4E_47

  public init() {}

  public mutating func add(_ word: UInt64) { value = mixed(value ^ word) &+ 1 }
  public mutating func add(_ word: Int64) { add(UInt64(bitPattern: word)) }
  public mutating func add(_ word: Int) { add(UInt64(bitPattern: Int64(word))) }
  public mutating func add(_ money: ExactMoney) {
    add(UInt64(truncatingIfNeeded: money.units))
    add(UInt64(truncatingIfNeeded: money.units >> 64))
  }
  public mutating func add(_ flag: Bool) { add(UInt64(flag ? 1 : 0)) }

  /// Adds bytes and their number.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(bytes.count)
    var place = 0
    while place + 8 <= bytes.count {
      add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[place...] { rest = rest << 8 | UInt64(byte) }
    add(rest)
  }
}
