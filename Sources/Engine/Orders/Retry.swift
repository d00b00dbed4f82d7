/// Requests that are tried again after the venue refused them or did not answer.
enum Retry {
  /// The first wait, in nanoseconds.
  static let nanoseconds: Int64 = 1_000_000_000
}
