/// Which Rung this is.
enum Version {
  /// Raised by hand, with an entry in the changelog.
  static let text = "0.1.0"
}
