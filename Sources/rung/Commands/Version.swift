/// The version of this program.
enum Version {
  /// Raised manually, with an entry in the changelog.
  static let text = "0.1.0"
}
