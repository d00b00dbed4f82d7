import Market

/// A place on a tape, between two updates. It is a value: a copy stays where it is.
///
/// ```swift
/// var cursor = TapeCursor()
/// while let update = cursor.next(in: tape.records) { … }
/// ```
/// The caller keeps the tape alive meanwhile; the loop itself allocates and counts nothing.
@frozen public struct TapeCursor: Hashable, Sendable {
  @usableFromInline var nextRecord: Int
  @usableFromInline var passed: Int

  /// The index of the record that the next update begins at.
  @inlinable public var record: Int { nextRecord }
  /// The number of updates before it: the number of the next one, counted from zero.
  @inlinable public var update: Int { passed }

  /// The start of a tape.
  @inlinable public init() {
    nextRecord = 0
    passed = 0
  }

  init(record: Int, update: Int) {
    nextRecord = record
    passed = update
  }

  /// Returns the next update and steps over it; nil at the end.
  ///
  /// The changes are a view of the tape, not a copy.
  @inlinable public mutating func next(in records: UnsafeBufferPointer<MarketChange>)
    -> MarketUpdate?
  {
    let left = records.count &- nextRecord
    guard left > 0, let base = records.baseAddress else { return nil }
    let frame = base[nextRecord]
    // Checked when the tape was opened, and again here in case the file was changed since.
    precondition(frame.count < left, "the tape was changed while it was open")
    let changes = UnsafeBufferPointer(start: base + (nextRecord &+ 1), count: frame.count)
    nextRecord &+= frame.count &+ 1
    passed &+= 1
    return MarketUpdate(time: frame.time, kinds: frame.kinds, changes: changes)
  }

  /// The time of the next update, without stepping over it; nil at the end.
  @inlinable public func nextTime(in records: UnsafeBufferPointer<MarketChange>) -> Instant? {
    nextRecord < records.count ? records[nextRecord].time : nil
  }
}
