import Market
import Output

/// The version of this program.
enum Version {
  /// Raised manually, with an entry in the changelog.
  static let text = "0.1.0"

  /// The build: the version and a digest of the executable, so that two builds of one version are
  /// told apart.
  static let build = "rung \(text) (\(digest))"

  private static let digest: String = {
    do throws(FileError) {
      var hash = StateHash()
      try readFile("/proc/self/exe").withUnsafeBytes { hash.add($0) }
      return String(hash.value, radix: 16)
    } catch {
      return "unknown"
    }
  }()
}
