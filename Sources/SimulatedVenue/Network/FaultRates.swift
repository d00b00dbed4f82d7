/// How often each fault occurs; none by default.
public struct FaultRates: Hashable, Sendable {
  private var rates = Array(repeating: Int64(0), count: FaultKind.allCases.count)

  /// The allowed rates of a kind: at most every message, or 3,600 onsets an hour.
  public static func range(of kind: FaultKind) -> ClosedRange<Int64> {
    switch kind.measure {
    case .perMillion: 0...1_000_000
    case .perHour: 0...3_600_000
    }
  }

  public init() {}

  /// Sets each of these kinds to its usual rate and all others to 0.
  public init(_ kinds: [FaultKind]) {
    for kind in kinds { self[kind] = kind.usualRate }
  }

  /// The rate in its kind's ``FaultKind/measure``.
  public subscript(kind: FaultKind) -> Int64 {
    get { rates[Int(kind.rawValue)] }
    set {
      precondition(FaultRates.range(of: kind).contains(newValue), "a rate is within its range")
      rates[Int(kind.rawValue)] = newValue
    }
  }

  /// Whether no fault can occur.
  public var isNone: Bool { rates.allSatisfy { $0 == 0 } }

  /// The kinds with a rate above 0.
  public var kinds: [FaultKind] { FaultKind.allCases.filter { self[$0] > 0 } }
}

/// How many faults of each kind have occurred.
public struct FaultCounts: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: FaultKind.allCases.count)

  public init() {}

  public internal(set) subscript(kind: FaultKind) -> Int {
    get { counts[Int(kind.rawValue)] }
    set { counts[Int(kind.rawValue)] = newValue }
  }

  /// The number of faults of all kinds.
  public var total: Int { counts.reduce(0, +) }
}

/// One fault that occurred. Its kind and the number of its draw identify it in every run of the
/// same seed in which everything before it was the same.
public struct Fault: Hashable, Sendable {
  public let kind: FaultKind
  /// The number of the message, or of the onset.
  public let number: UInt64

  public init(_ kind: FaultKind, _ number: UInt64) {
    self.kind = kind
    self.number = number
  }
}
