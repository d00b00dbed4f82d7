/// What is tried again where the venue refused it or did not answer.
enum Retry {
  /// How long it waits first, in nanoseconds.
  static let nanoseconds: Int64 = 1_000_000_000
}
