import Market

/// Whether a lot that should have a stop lacks one.
enum Protection: Equatable, Sendable, Codable {
  case covered
  /// A part of it is protected by nobody since a moment.
  case lacking(since: Instant)
  /// The alarm for that was raised; where it lacks what the venue would take, no entry leaves meanwhile.
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
