import Glibc

/// The process's environment. It is read at each call.
enum Environment {
  static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Every variable as `NAME=value`.
  static var entries: [String] {
    var entries: [String] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(String(cString: entry))
      next += 1
    }
    return entries
  }

  static var current: [String: String] {
    var values: [String: String] = [:]
    for entry in entries {
      guard let equals = entry.firstIndex(of: "=") else { continue }
      values[String(entry[..<equals])] = String(entry[entry.index(after: equals)...])
    }
    return values
  }
}
