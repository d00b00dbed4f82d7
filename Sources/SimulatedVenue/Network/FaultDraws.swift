import Market

/// What is left to chance, drawn from a seed and a number: the same in every run.
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

  /// Whether the message that a fault is about is hit.
  func occurs(_ fault: Fault) -> Bool {
    let rate = rates[fault.kind]
    return rate > 0 && below(1_000_000, fault, 0) < rate && !isSpared(fault)
  }

  func isSpared(_ fault: Fault) -> Bool { !spared.isEmpty && spared.contains(fault) }

  /// Zero to `bound - 1`; each question about a fault has a draw of its own.
  func below(_ bound: Int64, _ fault: Fault, _ question: UInt64) -> Int64 {
    let word = mixed(mixed(salts[Int(fault.kind.rawValue)] ^ fault.number) ^ question)
    return Int64(word.multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  /// How long from one onset to the next in nanoseconds: up to twice the mean; nothing where the
  /// kind never occurs.
  func interval(_ fault: Fault) -> Int64? {
    let rate = rates[fault.kind]
    guard rate > 0 else { return nil }
    let thousandHours: Int64 = 3_600_000_000_000_000
    return 1 + below(2 * (thousandHours / rate), fault, 1)
  }
}
