/// How a quotient of amounts is rounded to a whole number.
public enum Rounding: Sendable {
  case up
  case down
  case towardZero
  /// The nearest; halves go away from zero.
  case nearest
}

extension Int128 {
  /// The quotient by a positive divisor, rounded to a whole number.
  func divided(by divisor: Int128, _ rounding: Rounding) -> Int128 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return switch rounding {
    case .up: quotient + (remainder > 0 ? 1 : 0)
    case .down: quotient - (remainder < 0 ? 1 : 0)
    case .towardZero: quotient
    case .nearest:
      remainder.magnitude >= divisor.magnitude - remainder.magnitude
        ? quotient + signum() : quotient
    }
  }
}
