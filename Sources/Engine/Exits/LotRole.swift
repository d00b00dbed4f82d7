import Market

/// What a lot is beside the others of its side.
enum LotRole: Equatable, Sendable, Codable {
  case ordinary
  /// Kept from its take-profit, under a stop that trails once that price was reached.
  case runner(isTrailing: Bool)
  /// Too small for any order of its own; it holds no slot.
  case dust
  /// What both legs of another lot filled too much; it has no exits of its own.
  case overfill

  var isRunner: Bool { if case .runner = self { true } else { false } }
}
