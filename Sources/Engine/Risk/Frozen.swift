import Market

/// What stands still until a person lifts it: entries, or exits with them.
enum Frozen: Equatable, Sendable, Codable {
  case nothing
  /// By whatever stopped them, oldest first; each cause once.
  case entries(by: [Freeze])
  /// Since a cancel-all of exits: an entry that filled now would stay without any.
  case entriesAndExits(by: [Freeze])

  /// No entries at all.
  @inline(__always) var holdsEntries: Bool {
    switch self {
    case .nothing: false
    case .entries, .entriesAndExits: true
    }
  }

  @inline(__always) var holdsExits: Bool {
    switch self {
    case .nothing, .entries: false
    case .entriesAndExits: true
    }
  }

  var freezes: [Freeze] {
    switch self {
    case .nothing: []
    case .entries(let freezes), .entriesAndExits(let freezes): freezes
    }
  }

  /// What decides how entries are told of it: the latest rule, else the latest of what was asked for, so
  /// that a freeze by the operator hides no rule.
  var latest: Freeze? { freezes.last { $0.cause.isRule } ?? freezes.last }

  /// Freezes, or adds to what froze already. Returns whether this is new: what acts again changes neither
  /// its place nor its time.
  mutating func add(_ freeze: Freeze, exitsToo: Bool = false) -> Bool {
    let others = freezes
    let isNew = !others.contains { $0.cause == freeze.cause }
    let all = isNew ? others + [freeze] : others
    self = exitsToo || holdsExits ? .entriesAndExits(by: all) : .entries(by: all)
    return isNew
  }

  /// A cancel-all is done: what it latched stays, and is told as done.
  mutating func endCancelAll() {
    var all = freezes
    guard let place = all.firstIndex(where: { $0.cause == .cancellingAll }) else { return }
    if all.contains(where: { $0.cause == .cancelAll }) {
      all.remove(at: place)
    } else {
      all[place] = Freeze(.cancelAll, at: all[place].at)
    }
    self = holdsExits ? .entriesAndExits(by: all) : .entries(by: all)
  }

  mutating func lift() { self = .nothing }
}
