import Market

/// Whether a lot that should have a stop lacks one.
enum Protection: Equatable, Sendable, Codable {
  case covered
  /// A part of it has been unprotected since then.
  case lacking(since: Instant)
  /// The alarm for that was raised. If it lacks a stop that the venue would take, no entry is sent.
  case told(since: Instant, holdsEntries: Bool)

  var since: Instant? {
    switch self {
    case .covered: nil
    case .lacking(let since), .told(let since, _): since
    }
  }

  var holdsEntries: Bool {
    switch self {
    case .covered, .lacking: false
    case .told(_, let holdsEntries): holdsEntries
    }
  }
}
