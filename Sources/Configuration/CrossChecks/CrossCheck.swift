/// A rule between several keys: each value is allowed, but not beside the others.
struct CrossCheck: Sendable {
  /// The keys it compares, the one to blame first.
  let paths: [String]
  /// What is wrong and what would be allowed, with every key it is about; nothing where the values go together.
  let complaint: @Sendable (Configuration) -> String?

  init(_ paths: [String], complaint: @escaping @Sendable (Configuration) -> String?) {
    self.paths = paths
    self.complaint = complaint
  }

  init(_ paths: String..., complaint: @escaping @Sendable (Configuration) -> String?) {
    self.init(paths, complaint: complaint)
  }

  static let all: [CrossCheck] =
    ladderChecks + spacingChecks + sizeChecks + capChecks + orderChecks + timeChecks + exitChecks
}

extension ConfigurationReading {
  /// Holds every rule against the values whose own reading went well.
  mutating func crossCheck() {
    for check in CrossCheck.all where !check.paths.contains(where: hasFault) {
      guard let complaint = check.complaint(configuration) else { continue }
      let blamed = check.paths.first { positions[$0] != nil } ?? check.paths[0]
      faults.append(
        ConfigurationFault(
          blamed, at: positions[blamed], isAboutSeveralKeys: true, complaint))
    }
  }

  private func hasFault(_ path: String) -> Bool {
    faults.contains {
      $0.path == path || $0.path.hasPrefix(path + ".") || $0.path.hasPrefix(path + "[")
    }
  }
}
