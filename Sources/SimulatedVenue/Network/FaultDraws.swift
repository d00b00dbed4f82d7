import Market

/// Random draws of faults, made from a seed and a number: the same in every run.
struct FaultDraws: Sendable {
  private let rates: FaultRates
  private let spared: Set<Fault>
  private let salts: [UInt64]

  init(_ settings: NetworkSettings, seed: UInt64) {
    rates = settings.rates
    spared = settings.spared
    let root = mixed(mixed(seed) ^ settings.seed)
    salts = FaultKind.allCases.map { mixed(root ^ 0xFA17 << 32 ^ UInt64($0.rawValue)) }
  }

  /// Whether this fault hits the message it is about.
  func occurs(_ fault: Fault) -> Bool {
    let rate = rates[fault.kind]
    return rate > 0 && below(1_000_000, fault, 0) < rate && !isSpared(fault)
  }

  func isSpared(_ fault: Fault) -> Bool { !spared.isEmpty && spared.contains(fault) }

  /// A draw from zero to `bound - 1`; each question about a fault has its own draw.
  func below(_ bound: Int64, _ fault: Fault, _ question: UInt64) -> Int64 {
    let word = mixed(mixed(salts[Int(fault.kind.rawValue)] ^ fault.number) ^ question)
    return Int64(word.multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  /// The time from one onset to the next in nanoseconds, up to twice the mean; nil if the kind
  /// never occurs.
  func interval(_ fault: Fault) -> Int64? {
    let rate = rates[fault.kind]
    guard rate > 0 else { return nil }
    let thousandHours: Int64 = 3_600_000_000_000_000
    return 1 + below(2 * (thousandHours / rate), fault, 1)
  }
}
