import Market

/// Inputs that were committed together.
public struct Batch {
  /// The number of its first input.
  public let first: UInt64
  /// How many inputs it holds; at least 1.
  public let count: Int
  /// The moment of its last input.
  public let time: Instant
  /// The inputs, as they were appended. Valid only within the closure that is given the batch.
  public let body: UnsafeRawBufferPointer

  /// The number of its last input.
  public var last: UInt64 { first + UInt64(count) - 1 }

  var check: Int64 {
    var sum = Checksum()
    sum.add(first)
    sum.add(Int64(count))
    sum.add(time.nanoseconds)
    sum.add(body)
    return sum.value
  }
}
