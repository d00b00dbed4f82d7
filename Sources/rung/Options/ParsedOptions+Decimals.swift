import Market
import Options
import SimulatedVenue

/// The allowed range of a decimal option.
enum DecimalRange: Sendable {
  case aboveZero
  case zeroAndUp

  fileprivate var allowed: String {
    switch self {
    case .aboveZero: "a decimal above 0"
    case .zeroAndUp: "a decimal from 0 up"
    }
  }

  fileprivate func contains(_ number: DecimalNumber) -> Bool {
    switch self {
    case .aboveZero: number.mantissa > 0
    case .zeroAndUp: number.mantissa >= 0
    }
  }
}

/// Decimals, read exactly.
extension ParsedOptions {
  /// A plain decimal; nil if the option was not given.
  func decimal(_ name: String, _ range: DecimalRange) throws(OptionError) -> DecimalNumber? {
    guard let text = value(name) else { return nil }
    guard let number = exactDecimal(text), range.contains(number) else {
      throw .badValue("--" + name, given: text, allowed: range.allowed)
    }
    return number
  }

  /// A fee in basis points; nil if the option was not given.
  func fee(_ name: String) throws(OptionError) -> FeeRate? {
    guard let text = value(name) else { return nil }
    guard let number = exactDecimal(text), let fee = FeeRate(basisPoints: number) else {
      throw .badValue(
        "--" + name, given: text, allowed: "basis points from \(FeeRate.allowed)")
    }
    return fee
  }

  private func exactDecimal(_ text: String) -> DecimalNumber? {
    do throws(DecimalError) {
      return try DecimalNumber(text)
    } catch {
      return nil
    }
  }
}
