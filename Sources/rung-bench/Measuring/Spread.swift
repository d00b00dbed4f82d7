import JSONText

/// The distribution of many measurements of one thing.
struct Spread: Equatable {
  let median: Double
  let minimum: Double
  let maximum: Double
  /// The value that one in a hundred exceeds; the largest if there are fewer than a hundred.
  let percentile99: Double

  /// - Parameter values: at least one.
  init(_ values: some Sequence<Double>) {
    let sorted = values.sorted()
    precondition(!sorted.isEmpty, "nothing was measured")
    let middle = sorted.count / 2
    median =
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    minimum = sorted[0]
    maximum = sorted[sorted.count - 1]
    percentile99 = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
  }

  init(_ values: some Sequence<Int>) { self.init(values.map(Double.init)) }

  /// Median, least and most as whole numbers.
  var wholeRange: JSONOutput {
    .object([
      ("median", .integer(Int(median.rounded()))), ("min", .integer(Int(minimum.rounded()))),
      ("max", .integer(Int(maximum.rounded()))),
    ])
  }

  /// Median, least, 99th percentile and most, of nanoseconds, as microseconds.
  var microseconds: JSONOutput {
    func micro(_ nanoseconds: Double) -> JSONOutput { .number((nanoseconds / 10).rounded() / 100) }
    return .object([
      ("median", micro(median)), ("min", micro(minimum)), ("p99", micro(percentile99)),
      ("max", micro(maximum)),
    ])
  }
}
