import Market

/// Why a list of faults can't be read.
public struct FaultListError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The part that is wrong.
  public let part: String
  /// What is allowed there.
  public let allowed: String

  public var description: String { "\"\(part)\" is not allowed; \(allowed)" }
}

extension FaultKind {
  /// How many decimals a written rate has: 6 for a share of messages, 3 for a number per hour.
  public var rateDecimals: Int {
    switch measure {
    case .perMillion: 6
    case .perHour: 3
    }
  }
}

extension FaultRates {
  /// Reads a list such as `drop,delay=0.05,disconnect=6` or `all`.
  ///
  /// A rate is the share of messages that are hit, or the number of onsets per hour. Without a rate
  /// the kind's usual one applies. Later parts override earlier ones.
  public init(list text: String) throws(FaultListError) {
    self.init()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if part == "all" {
        self = FaultRates(FaultKind.allCases)
      } else if part == "none" {
        self = FaultRates()
      } else {
        try take(part)
      }
    }
  }

  private mutating func take(_ part: Substring) throws(FaultListError) {
    let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = FaultKind(name: String(halves[0])) else {
      let names = FaultKind.allCases.map(\.name).joined(separator: ", ")
      throw FaultListError(
        part: String(part), allowed: "all, none, or any of \(names), each with =RATE or without")
    }
    self[kind] = halves.count == 1 ? kind.usualRate : try FaultRates.rate(halves[1], of: kind)
  }

  private static func rate(_ text: Substring, of kind: FaultKind) throws(FaultListError) -> Int64 {
    let range = FaultRates.range(of: kind)
    let unit = DecimalNumber(mantissa: 1, decimals: kind.rateDecimals)
    let number: DecimalNumber?
    do throws(DecimalError) {
      number = try DecimalNumber(text)
    } catch {
      number = nil
    }
    if let rate = number?.count(of: unit), range.contains(rate) { return rate }
    let most = DecimalNumber(mantissa: range.upperBound, decimals: kind.rateDecimals)
    throw FaultListError(
      part: "\(kind.name)=\(text)",
      allowed: "0 to \(most) in steps of \(unit)")
  }
}
