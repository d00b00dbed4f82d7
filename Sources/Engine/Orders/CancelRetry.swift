/// Whether cancels that did not end their orders are to be asked for once more.
enum CancelRetry: UInt8, Comparable, Sendable, Codable {
  case none
  case later
  case due

  static func < (one: CancelRetry, other: CancelRetry) -> Bool { one.rawValue < other.rawValue }
}
