/// A rule between several keys: each value is allowed by itself, but not with the others.
struct CrossCheck: Sendable {
  /// The compared keys. The first one gets the blame.
  let paths: [String]
  /// Says what is wrong and what would be allowed, with every key concerned; nil if the values
  /// agree.
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
  /// Checks every rule whose values were read without a fault.
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
