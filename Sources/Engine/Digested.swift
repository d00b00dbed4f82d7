import Market

/// State that a digest of the engine tells apart: equal values give equal digests, in every process.
///
/// A type adds every stored property of its own, whole, in the order of their declaration, and names
/// those it leaves out, and why, in a comment that begins with `Derived:`. A test reads the sources
/// and fails for one that is in neither.
protocol Digested {
  func digest(into hash: inout StateHash)
}

extension StateHash {
  mutating func add<each Part: Digested>(_ part: repeat each Part) {
    repeat (each part).digest(into: &self)
  }
}

extension Digested where Self: FixedWidthInteger {
  func digest(into hash: inout StateHash) {
    hash.add(UInt64(truncatingIfNeeded: self))
    if Self.bitWidth > 64 { hash.add(UInt64(truncatingIfNeeded: self >> 64)) }
  }
}

extension Digested where Self: RawRepresentable, RawValue: FixedWidthInteger {
  func digest(into hash: inout StateHash) { hash.add(UInt64(truncatingIfNeeded: rawValue)) }
}

extension Int: Digested {}
extension Int32: Digested {}
extension Int64: Digested {}
extension Int128: Digested {}
extension UInt8: Digested {}
extension UInt32: Digested {}
extension UInt64: Digested {}

extension Bool: Digested {
  func digest(into hash: inout StateHash) { hash.add(UInt64(self ? 1 : 0)) }
}

extension Double: Digested {
  func digest(into hash: inout StateHash) { hash.add(bitPattern) }
}

extension Optional: Digested where Wrapped: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(self != nil ? 1 : 0 as UInt64)
    self?.digest(into: &hash)
  }
}

extension Array: Digested where Element: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(UInt64(count))
    for element in self { element.digest(into: &hash) }
  }
}

extension PerSide: Digested where Value: Digested {
  func digest(into hash: inout StateHash) { hash.add(buy, sell) }
}

extension RingBuffer: Digested where Element: Digested {
  func digest(into hash: inout StateHash) {
    hash.add(UInt64(total))
    for index in 0..<count { self[index].digest(into: &hash) }
  }
}

extension FlatTable: Digested where Key: Digested, Value: Digested {
  /// The entries, whatever order the table's history has put them in.
  func digest(into hash: inout StateHash) {
    var sum: UInt64 = 0
    visit { key, value in
      var entry = StateHash()
      entry.add(key, value)
      sum &+= entry.value
    }
    hash.add(UInt64(count))
    hash.add(sum)
  }
}
