import Market

/// What is stopped until a person lifts it: entries, or entries and exits.
enum Frozen: Equatable, Sendable, Codable {
  case nothing
  /// Every cause that stopped entries, oldest first; each cause once.
  case entries(by: [Freeze])
  /// Since a cancel-all of exits: an entry that filled now would stay without exits.
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

  /// The cause that is shown for stopped entries: the latest rule, or the latest request if there
  /// is no rule. A freeze by the operator thus hides no rule.
  var latest: Freeze? { freezes.last { $0.cause.isRule } ?? freezes.last }

  /// Freezes, or adds a cause to a freeze. Returns whether the cause is new: a repeated cause
  /// changes neither its place nor its time.
  mutating func add(_ freeze: Freeze, exitsToo: Bool = false) -> Bool {
    let others = freezes
    let isNew = !others.contains { $0.cause == freeze.cause }
    let all = isNew ? others + [freeze] : others
    self = exitsToo || holdsExits ? .entriesAndExits(by: all) : .entries(by: all)
    return isNew
  }

  /// A cancel-all is done: its freeze stays, and is shown as done.
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

  /// Whether entries wait for the operator's answer after a restart.
  var awaitsAnswer: Bool { freezes.contains { $0.cause == .restarted } }

  /// Whether anything stopped entries that also ends live ones, unless the setting holds them.
  var pullsEntries: Bool { freezes.contains { $0.cause != .restarted } }

  mutating func lift() { self = .nothing }

  /// Lifts single causes; the others still hold.
  mutating func lift(_ causes: [FreezeCause]) {
    let left = freezes.filter { !causes.contains($0.cause) }
    guard left.count < freezes.count else { return }
    if left.isEmpty {
      self = .nothing
    } else {
      self = holdsExits ? .entriesAndExits(by: left) : .entries(by: left)
    }
  }
}
