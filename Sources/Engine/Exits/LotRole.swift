import Market

/// What a lot is among the lots of its side.
enum LotRole: Equatable, Sendable, Codable {
  case ordinary
  /// It has no take-profit. Its stop trails once the price of the take-profit was reached.
  case runner(isTrailing: Bool)
  /// Too small for any order of its own; it holds no slot.
  case dust
  /// What both legs of another lot filled beyond it; it has no exits of its own.
  case overfill

  var isRunner: Bool { if case .runner = self { true } else { false } }
}
